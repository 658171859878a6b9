import { describe, expect, it } from 'vitest';
import { baselineSchema, type Baseline } from './baseline.ts';
import { compare } from './compare.ts';
import type { Report } from './report.ts';
import { madeUpReport } from './testing/sample-report.ts';

const now = madeUpReport('met');
/** As it comes back from disk. */
const fromDisk = (report: object): Baseline => baselineSchema.parse(JSON.parse(JSON.stringify(report)));
/** An earlier run in which every cost was this many times that of now. */
const earlier = (times: number, change: Partial<Report> = {}): Baseline =>
  fromDisk({ ...now, costs: now.costs.map((cost) => ({ ...cost, value: cost.value * times })), ...change });
const perPacket = (...thens: readonly Baseline[]) =>
  compare(now, thens).rows.find(({ id }) => id === 'webinar.media-cpu-per-packet');
const lossOf = (...values: readonly number[]) => {
  const promises = (value: number) => now.promises.map((each) => (each.id === 'audio-loss' ? { ...each, value } : each));
  return compare(
    now,
    values.map((value) => earlier(1, { promises: promises(value) })),
  ).rows.find(({ id }) => id === 'audio-loss');
};

describe('a ratio', () => {
  it('is above 1 where this run is the dearer', () => {
    expect(perPacket(earlier(0.8))?.ratio).toBeCloseTo(1.25, 10);
    expect(perPacket(earlier(2))?.ratio).toBeCloseTo(0.5, 10);
    expect(perPacket(earlier(1))?.ratio).toBe(1);
  });
  it('is to the mean of several baselines', () =>
    expect(perPacket(earlier(0.8), earlier(1.2), earlier(1))?.ratio).toBeCloseTo(1, 10));
  it('is made of what both runs measured alone', () => {
    const [first, ...others] = now.costs;
    expect(compare(now, [earlier(1, { costs: others })]).rows.map(({ id }) => id)).not.toContain(first?.id);
    expect(lossOf(0)).toBeUndefined();
  });
  it('is never made of two sizes of one scenario', () =>
    expect(
      perPacket(earlier(1, { costs: now.costs.map((cost) => ({ ...cost, phase: 'webinar, 51 participants in 1 room' })) })),
    ).toBe(undefined));
});

describe('the spread of a ratio', () => {
  it('beside several baselines is theirs: from the highest to the lowest', () => {
    const row = perPacket(earlier(0.8), earlier(1.25), earlier(1));
    expect(row?.low).toBeCloseTo(1 / 1.25, 10);
    expect(row?.high).toBeCloseTo(1 / 0.8, 10);
  });
  it('of a cost beside one baseline is that within both runs', () => {
    const row = perPacket(earlier(1));
    const wide = 2.365 * Math.hypot(0.009, 0.009);
    expect(row?.low).toBeCloseTo(Math.exp(-wide), 10);
    expect(row?.high).toBeCloseTo(Math.exp(wide), 10);
  });
  it('is not known of a cost without slices', () =>
    expect(compare(now, [earlier(1)]).rows.find(({ id }) => id === 'join-storm.portal-cpu-per-join')).toMatchObject({
      ratio: 1,
      low: null,
      high: null,
    }));
  it('is not known of a promise beside one baseline, and is beside two', () => {
    expect(lossOf(0.0312)).toMatchObject({ ratio: 1, low: null, high: null });
    expect(lossOf(0.0312, 0.0624)).toMatchObject({ low: 0.5, high: 1 });
  });
  it('has no end beyond all bounds where a baseline lost nothing', () =>
    expect(lossOf(0, 0.0624)).toMatchObject({ ratio: 1, low: null, high: null }));
});

describe('a promise is paired', () => {
  const [promise, ...others] = now.promises;
  const [cost] = now.costs;
  if (promise === undefined || cost === undefined) throw new Error('nothing made up');
  /** A run of these phases, each with its number of viewers where they were weighed, and what it measured of the promise. */
  type PhaseOf = readonly [phase: string, viewers: number | null, value: number];
  const runOf = (runId: string, phases: readonly PhaseOf[]): Report => ({
    ...now,
    runId,
    costs: [],
    promises: phases.map(([scenario, , value]) => ({ ...promise, scenario, value })),
    measurements: phases.flatMap(([phase, viewers]) =>
      viewers === null ? [] : [{ id: `${runId}/${phase}`, participants: viewers + 1, rooms: 1 }],
    ),
  });
  const ratios = (one: readonly PhaseOf[], other: readonly PhaseOf[]) =>
    compare(runOf('now', one), [fromDisk(runOf('then', other))]).rows.map(({ phase, ratio }) => [phase, ratio]);

  const whole: readonly PhaseOf[] = [
    ['01-api', null, 1],
    ['02-webinar', 50, 10],
    ['03-webinar', 100, 100],
  ];
  it('with that of the same step, whatever came before it', () =>
    expect(
      ratios(
        [
          ['01-webinar', 50, 20],
          ['02-webinar', 100, 300],
        ],
        whole,
      ),
    ).toEqual([
      ['01-webinar', 2],
      ['02-webinar', 3],
    ]));
  it('with none of another size', () => expect(ratios([['02-webinar', 60, 10]], whole)).toEqual([]));
  it('with none of the same number', () => expect(ratios([['01-chat', null, 1]], whole)).toEqual([]));
  it('by the order among equal steps, and where nothing tells of sizes', () => {
    const both = (viewers: number | null, first: number, second: number): readonly PhaseOf[] => [
      ['01-webinar', viewers, first],
      ['02-webinar', viewers, second],
    ];
    const moved = both(50, 3, 5).map(([, viewers, value], at): PhaseOf => [`0${at + 3}-webinar`, viewers, value]);
    expect(ratios(moved, both(50, 1, 1)).map(([, ratio]) => ratio)).toEqual([3, 5]);
    expect(ratios(both(null, 3, 5), both(null, 1, 1)).map(([, ratio]) => ratio)).toEqual([3, 5]);
  });
  it('as is a cost of equal steps', () => {
    const twice = (...values: readonly number[]) => ({
      ...now,
      costs: values.map((value) => ({ ...cost, value })),
      promises: others,
    });
    const { rows } = compare(twice(3, 5), [fromDisk(twice(1, 10))]);
    expect(rows.filter(({ bound }) => bound === null).map(({ ratio }) => ratio)).toEqual([3, 0.5]);
  });
});

it('names costs before promises, and gates costs alone', () => {
  const rows = compare(now, [earlier(1)]).rows;
  expect(rows.map(({ isGated }) => isGated)).toEqual([...now.costs.map(() => true), ...now.promises.map(() => false)]);
  expect(rows.at(-1)).toMatchObject({ id: 'meeting-poll', phase: 'Meetings of five', bound: 'p(95) < 1000' });
});

it('compares promises alone with a report from before there were costs', () => {
  const { costs: _, ...older } = now;
  expect(compare(now, [fromDisk(older)]).rows.map(({ isGated }) => isGated)).toEqual(now.promises.map(() => false));
});

describe('the rig', () => {
  it('is the same for the same machine and settings, whatever the commit', () =>
    expect(compare(now, [earlier(1, { rig: { ...now.rig, commit: 'other' } })]).sameRig).toBe(true));
  it.each([
    ['cores', { rig: { ...now.rig, cores: 64 } }],
    ['settings', { rig: { ...now.rig, settings: { mediaServers: '2' } } }],
    ['profile', { profile: 'meeting' }],
  ] as const)('is another where one of the baselines has other %s', (_, change) =>
    expect(compare(now, [earlier(1), earlier(1, change)]).sameRig).toBe(false),
  );
});

it('says which runs it was beside, at which commits', () =>
  expect(compare(now, [earlier(1), earlier(1, { runId: 'b', rig: { ...now.rig, commit: 'c0ffee' } })]).baselines).toEqual([
    { runId: now.runId, commit: now.rig.commit },
    { runId: 'b', commit: 'c0ffee' },
  ]));
