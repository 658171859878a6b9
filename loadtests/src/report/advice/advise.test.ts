import type { Estimate } from '@sabha/capacity/estimate';
import type { Prices } from '@sabha/capacity/plan/figures';
import { committedInputs } from '@sabha/capacity/testing/committed-inputs';
import { describe, expect, it } from 'vitest';
import { madeUpMeetings, madeUpStorm, madeUpWebinar } from '../testing/made-up-runs.ts';
import type { MediaAudience } from './advice.ts';
import { advise } from './advise.ts';

const inputs = await committedInputs();
const measured = [madeUpWebinar(100), madeUpWebinar(200), madeUpMeetings(10), madeUpStorm(10), madeUpStorm(25)];
const advice = advise(inputs, measured);

const withMachine = (changes: Partial<Prices['machines']['media']>) => {
  const { prices } = inputs;
  const media = { ...prices.machines.media, ...changes };
  return { ...inputs, prices: { ...prices, machines: { ...prices.machines, media } } };
};
const ministry = (one: typeof advice, scenario = 'webinar'): MediaAudience =>
  one.media.find((each) => each.scenario === scenario)!.audiences.at(-1)!;

/** Every figure with a spread, wherever it is. */
function estimatesOf(value: unknown): readonly Estimate[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('low' in value && 'expected' in value && 'high' in value) return [value as Estimate];
  return Object.values(value).flatMap(estimatesOf);
}

describe('what is advised', () => {
  it('is there for each scenario that was measured, and each audience', () => {
    expect(advice.media.map(({ scenario }) => scenario)).toEqual(['webinar', 'meeting-5']);
    for (const { audiences } of advice.media) expect(audiences.map(({ people }) => people)).toEqual([100, 1000, 10_000]);
    expect(advice.joins?.audiences.map(({ joinsPerSecond }) => Math.round(joinsPerSecond))).toEqual([2, 17, 167]);
    expect(advice.withheld).toEqual([]);
  });

  it('is expected between low and high, everywhere, and finite', () => {
    const all = estimatesOf(advice);
    expect(all.length).toBeGreaterThan(40);
    for (const { low, expected, high } of all) {
      expect(low).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThanOrEqual(expected);
      expect(expected).toBeLessThanOrEqual(high);
      expect(Number.isFinite(high)).toBe(true);
    }
  });

  it('has one server more with a spare; more only where one Redis does not hold them all', () => {
    for (const { servers, serversWithSpare, clusters } of advice.media.flatMap(({ audiences }) => audiences)) {
      expect(clusters).toBe(Math.ceil(servers.expected / inputs.prices.clusters.nodes));
      for (const end of ['low', 'expected', 'high'] as const) expect(serversWithSpare[end]).toBe(servers[end] + clusters);
    }
    expect(ministry(advice).clusters).toBe(1);
  });

  it('costs what servers and bandwidth cost: a dearer server makes it dearer, by the servers that there are', () => {
    const { rupeesPerMonth } = inputs.prices.machines.media;
    const dearer = advise(
      withMachine({ rupeesPerMonth: { ...rupeesPerMonth, expected: rupeesPerMonth.expected + 1000 } }),
      measured,
    );
    const { rupees, serversWithSpare } = ministry(advice);
    expect(ministry(dearer).rupees.expected - rupees.expected).toBeCloseTo(1000 * serversWithSpare.expected, 3);
  });

  it('is fewer servers where they are larger, and bound by the network where that is narrow', () => {
    const larger = advise(withMachine({ cores: 32 }), measured);
    expect(larger.mediaBasis?.server.cores).toBe(32);
    expect(ministry(larger, 'meeting-5').servers.expected).toBeLessThan(ministry(advice, 'meeting-5').servers.expected);
    const narrow = ministry(advise(withMachine({ gigabitsPerSecond: 1 }), measured));
    expect(narrow.boundBy).toBe('network');
    expect(narrow.servers.expected).toBe(Math.ceil(narrow.bitsPerSecond / 0.7e9));
  });

  it('makes packets dearer on servers larger than the rig, and on no others', () => {
    expect(advice.mediaBasis?.scaleUp.expected).toBeGreaterThan(1);
    expect(advise(withMachine({ cores: 2 }), measured).mediaBasis?.scaleUp).toEqual({ low: 1, expected: 1, high: 1 });
  });

  it('multiplies the largest clean run, and says from where on it was not', () => {
    const broken = advise(inputs, [...measured, madeUpWebinar(300, false), madeUpWebinar(400, false)]);
    expect(broken.media[0]).toMatchObject({ measured: { participants: 201 }, notCleanAt: 301 });
    expect(broken.media[0]?.audiences).toEqual(advice.media[0]?.audiences);
  });

  it('says how large a room may be where only its audience grows', () => {
    expect(advice.media[0]?.largestRoom?.expected).toBeGreaterThan(200);
    expect(advice.media[1]?.largestRoom).toBeNull();
  });

  it('counts the runs that it rests on', () => {
    const own = advice.mediaBasis?.ownRuns;
    expect(own).toBe(3);
    expect(advice.mediaBasis?.cleanRuns).toBeGreaterThan(3);
  });
});

describe('nothing is advised', () => {
  it('where nothing was measured', () => {
    expect(advise(inputs, [])).toEqual({ prices: null, mediaBasis: null, media: [], joins: null, withheld: [] });
  });

  it('of what was not clean, and that is said', () => {
    const unclean = advise(inputs, [madeUpWebinar(200, false), madeUpStorm(25, false)]);
    expect(unclean).toMatchObject({ prices: null, media: [], joins: null });
    expect(unclean.withheld.map(({ scenario }) => scenario)).toEqual(['webinar', 'join-storm']);
    expect(unclean.withheld[0]?.why).toContain('clean');
  });

  it('of media where only joins were measured', () => {
    const withoutStorms = { ...inputs, runs: inputs.runs.filter(({ portal }) => portal === undefined) };
    const joins = advise(withoutStorms, [madeUpStorm(25)]);
    expect(joins).toMatchObject({ media: [], mediaBasis: null, joins: { storms: 1, measuredJoinsPerSecond: 25 } });
    expect(joins.prices?.date).toBe(inputs.prices.date);
  });

  it('where the runs are too few for a model', () => {
    const [one] = advise({ ...inputs, runs: [] }, [madeUpWebinar(200)]).withheld;
    expect(one).toEqual({ scenario: 'webinar', why: 'The clean runs are too few for a model and its error.' });
  });

  it('where packets or bytes were not counted', () => {
    const { media: _, ...run } = madeUpWebinar(200);
    expect(advise(inputs, [{ ...run, media: { millicores: 500 } }]).withheld).toHaveLength(1);
  });
});
