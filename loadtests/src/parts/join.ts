/**
 * From the parts of a load to one verdict. A promise is kept if every part kept it, and the figure of the worst part is shown: no
 * percentile, mean or rate of all samples together is worse, but for what k6 interpolates between two neighbouring samples.
 */
import type { Summary, Verdict } from '../../lib/promise.ts';
import { parseBound } from '../report/bound.ts';
import type { Doubt } from '../report/report.ts';
import { sum } from '../statistics.ts';
import { countsOf } from '../verdict/doubts.ts';

/** How a part ended; without a summary where nothing came of it. */
export type PartEnd = Readonly<{ number: number; summary: Summary | undefined; doubts: readonly Doubt[] }>;
export type Joined = Summary & Readonly<{ doubts: readonly Doubt[] }>;

/** @param ends of all the parts, the coordinator's first @param phase whose they are */
export function joinParts(ends: readonly PartEnd[], phase: string): Joined {
  const summaries = ends.flatMap(({ summary }) => summary ?? []);
  const promised = summaries[0]?.promises ?? [];
  const promises = promised.map((promise) => joinPromise(verdictsOn(promise, summaries)));
  const nowhere = promises.filter(({ samples }) => samples === 0);
  return {
    promises,
    metrics: joinMetrics(summaries.map(({ metrics }) => metrics)),
    doubts: [
      ...unmeasured(nowhere, 'in any part').map((doubt) => ({ ...doubt, phase })),
      ...ends.flatMap((end) =>
        [...end.doubts, ...doubtsOfEnd(end, { promised, nowhere })].map(({ kind, sentence }) => {
          return { kind, phase, sentence: `part ${end.number}: ${sentence}` };
        }),
      ),
    ],
  };
}

const verdictsOn = ({ id }: Verdict, summaries: readonly Summary[]): readonly Verdict[] =>
  summaries.flatMap(({ promises }) => promises.filter((one) => one.id === id));

function joinPromise(verdicts: readonly Verdict[]): Verdict {
  const [first] = verdicts;
  if (first === undefined) throw new RangeError('a promise of no part');
  const seen = verdicts.filter(({ samples }) => samples > 0);
  const values = seen.flatMap(({ value }) => value ?? []);
  const isWhole = values.length > 0 && values.length === seen.length;
  const value = isWhole ? worstOf(values, first.bound) : null;
  const met = value !== null && seen.every((one) => one.met) && isWithin(value, first.bound);
  return { ...first, value, samples: sum(seen.map(({ samples }) => samples)), met };
}

/** Counts add up; of everything else the figure that is nearest to breaking the bound, or furthest beyond it. */
function worstOf(values: readonly number[], text: string): number {
  const bound = parseBound(text);
  if (bound?.of === 'count') return sum(values);
  if (bound?.sign.startsWith('<')) return Math.max(...values);
  if (bound?.sign.startsWith('>')) return Math.min(...values);
  const distance = (value: number) => Math.abs(value - (bound?.limit ?? 0));
  return values.reduce((worst, value) => (distance(value) > distance(worst) ? value : worst));
}

/** Beside each part's own word: a sum of counts is judged here alone, and a figure beyond the bound was not kept, whatever is said of it. */
function isWithin(value: number, text: string): boolean {
  const bound = parseBound(text);
  if (bound === null) return true;
  const { sign, limit } = bound;
  return { '<': value < limit, '<=': value <= limit, '>': value > limit, '>=': value >= limit, '==': value === limit }[sign];
}

const SUMMED: ReadonlySet<string> = new Set(['count', 'passes', 'fails']);

/** Counts add up, least and most are those of all; whatever else cannot be joined stays that of the first part. */
function joinMetrics(parts: readonly Summary['metrics'][]): Summary['metrics'] {
  const joined: Record<string, Record<string, number>> = {};
  for (const [metric, values] of parts.flatMap((part) => Object.entries(part))) {
    const all = (joined[metric] ??= {});
    for (const [statistic, value] of Object.entries(values)) {
      const before = all[statistic];
      if (before === undefined) all[statistic] = value;
      else if (SUMMED.has(statistic)) all[statistic] = before + value;
      else if (statistic === 'min') all[statistic] = Math.min(before, value);
      else if (statistic === 'max') all[statistic] = Math.max(before, value);
    }
  }
  return joined;
}

type Whole = Readonly<{
  promised: readonly Verdict[];
  /** Promises of which no part measured anything, which is said once. */
  nowhere: readonly Verdict[];
}>;

/** What a part does not say of itself. */
function doubtsOfEnd({ summary, doubts }: PartEnd, { promised, nowhere }: Whole): readonly Doubt[] {
  if (summary === undefined) return doubts.length > 0 ? [] : [doubt('crashed', 'k6 left no summary')];
  if (countsOf(summary.metrics).iterations === 0) return [doubt('load not reached', 'nothing was begun')];
  const silent = promised.filter(({ id, bound }) => !summary.promises.some((one) => one.id === id && one.bound === bound));
  if (silent.length > 0) return [doubt('empty metrics', `it says nothing of ${silent.map(({ metric }) => metric).join(', ')}`)];
  const unfed = summary.promises.filter(({ id, samples, ofSome = false }) => {
    return samples === 0 && !ofSome && nowhere.every((one) => one.id !== id);
  });
  return [...unmeasured(unfed, 'here'), ...clockDoubts(summary)];
}

const doubt = (kind: Doubt['kind'], sentence: string): Doubt => ({ kind, phase: null, sentence });

const unmeasured = (promises: readonly Verdict[], where: string): readonly Doubt[] =>
  promises.length === 0
    ? []
    : [doubt('empty metrics', `nothing was measured ${where} of ${promises.map(({ metric }) => metric).join(', ')}`)];

/** Delays that are measured by the clocks of both ends. */
const ACROSS = ['livekit_frame_delay', 'livekit_data_delay'];

/** Clocks that flatter the delay by more than the least delay show: something is there before it was sent. */
function clockDoubts({ metrics }: Summary): readonly Doubt[] {
  const least = Math.min(...ACROSS.map((metric) => metrics[metric]?.['min'] ?? 0));
  if (least >= 0) return [];
  const early = `something came ${(-least).toFixed(1)} ms before it was sent`;
  return [doubt('clock', `${early}: its clock and that of another generator differ by more`)];
}
