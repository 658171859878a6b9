/** What a day asks for, by state and site. Read from YAML; each group of figures names its source. */
import { states } from '@sabha/domain/residency/policy';
import { z } from 'zod';

const share = z.number().min(0).max(1);
const stateName = z.enum(states);

/** Where figures come from; what begins with `assumed` is listed as such in every report. */
const source = z.string().min(1);

/** What one participant can be sent: a layer of a camera, or sound. */
export type Layer = 'high' | 'medium' | 'low' | 'sound';
const perLayer = <T extends z.ZodType>(value: T) => z.strictObject({ high: value, medium: value, low: value, sound: value });

const kindSchema = z
  .strictObject({
    id: z.string().min(1),
    source,
    share,
    /** Participants of one meeting, viewers included. */
    size: z.int().min(2),
    publishers: z.int().min(1),
    minutes: z.int().min(1).max(720),
    delivery: z.enum(['webrtc', 'hls']),
    pinnedShare: share,
    recordedShare: share,
    sees: perLayer(z.number().nonnegative()),
  })
  .refine(({ publishers, size }) => publishers <= size, 'more publishers than participants');
export type Kind = Readonly<z.infer<typeof kindSchema>>;

const sumsToOne = (values: readonly number[]) => Math.abs(values.reduce((sum, value) => sum + value, 0) - 1) < 1e-9;

export const demandSchema = z
  .strictObject({
    name: z.string(),
    participants: z.strictObject({ value: z.number().positive(), source }),
    states: z.strictObject({ source, millions: z.record(stateName, z.number().positive()) }),
    sites: z.strictObject({ source, serve: z.record(z.string(), z.array(stateName)) }),
    streams: z.strictObject({
      source,
      layers: perLayer(z.strictObject({ packetsPerSecond: z.number().positive(), bitsPerSecond: z.number().positive() })),
    }),
    arrivals: z.strictObject({ source, curve: z.array(z.tuple([z.number(), share])).min(2) }),
    starts: z.strictObject({ source, share: z.record(z.string().regex(/^[0-2]\d:[0-5]\d$/), share) }),
    kinds: z.array(kindSchema).min(1),
  })
  .refine(({ kinds }) => sumsToOne(kinds.map((kind) => kind.share)), 'the shares of the kinds do not make 1')
  .refine(({ starts }) => sumsToOne(Object.values(starts.share)), 'the shares of the starts do not make 1')
  .refine(({ arrivals: { curve } }) => isRising(curve), 'the arrivals do not rise from 0 to 1')
  .refine(({ states: { millions }, sites: { serve } }) => {
    const served = Object.values(serve).flat();
    return served.length === new Set(served).size && Object.keys(millions).every((state) => served.some((one) => one === state));
  }, 'a state is served by no site, or by two');
export type Demand = Readonly<z.infer<typeof demandSchema>>;

function isRising(curve: readonly (readonly [minute: number, share: number])[]): boolean {
  const isOrdered = curve.every(([minute, part], at) => {
    const before = curve[at - 1];
    return before === undefined || (minute > before[0] && part >= before[1]);
  });
  return isOrdered && curve[0]?.[1] === 0 && curve.at(-1)?.[1] === 1;
}

/** The same day with so many times the people. */
export function scaleDemand(demand: Demand, factor: number): Demand {
  return { ...demand, participants: { ...demand.participants, value: demand.participants.value * factor } };
}

/** Share of the participants that each site is home to. */
export function shareBySite({ states: { millions }, sites: { serve } }: Demand): ReadonlyMap<string, number> {
  const total = Object.values(millions).reduce((sum, value) => sum + value, 0);
  return new Map(
    Object.entries(serve).map(([site, its]) => [site, its.reduce((sum, state) => sum + millions[state], 0) / total]),
  );
}

/** Share of the participants by state, the largest first. */
export function shareByState({ states: { millions } }: Demand): readonly (readonly [state: string, share: number])[] {
  const total = Object.values(millions).reduce((sum, value) => sum + value, 0);
  return Object.entries(millions)
    .map(([state, value]) => [state, value / total] as const)
    .toSorted((one, other) => other[1] - one[1]);
}

/** The figures that nobody measured or published, by group. */
export function assumedGroups(demand: Demand): readonly string[] {
  const groups = (['participants', 'states', 'sites', 'streams', 'arrivals', 'starts'] as const).map(
    (name) => [name, demand[name].source] as const,
  );
  return [...groups, ...demand.kinds.map((kind) => [kind.id, kind.source] as const)]
    .filter(([, from]) => from.startsWith('assumed'))
    .map(([name, from]) => `${name} (${from})`);
}
