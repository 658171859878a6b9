import { describe, expect, it } from 'vitest';
import type { ComparedFigure, Comparison } from '../report/report.ts';
import { judge } from '../report/verdict.ts';
import { madeUpReport } from '../report/testing/sample-report.ts';
import { dearerOf, holdTo, readingOf } from './gate.ts';
import { exitCodes } from './outcome.ts';

const cost: ComparedFigure = {
  ...{ isGated: true, id: 'webinar.media-cpu-per-packet', phase: 'webinar, 201 participants in 1 room' },
  ...{ sentence: 'CPU per packet', metric: 'm', bound: null, unit: 'µs' },
  ...{ then: 10, now: 10, ratio: 1, low: null, high: null },
};
const comparison = (ratio: number, change: Partial<Comparison> = {}): Comparison => ({
  baselines: [{ runId: 'a', commit: 'b' }],
  sameRig: true,
  rows: [cost, { ...cost, id: 'other', ratio }],
  ...change,
});

it.each([
  [1.2, 'dearer'],
  [1.101, 'dearer'],
  [1.1, 'within 10 %'],
  [0.95, 'within 10 %'],
  [0.8, 'cheaper'],
] as const)('%d times as dear reads as %s', (ratio, reading) => expect(readingOf({ ...cost, ratio })).toBe(reading));

describe('dearer', () => {
  it('is a cost that is more than 10 % above the baseline', () =>
    expect(dearerOf(comparison(1.2)).map(({ id }) => id)).toEqual(['other']));
  it('is no cost of another rig', () => expect(dearerOf(comparison(1.2, { sameRig: false }))).toEqual([]));
  it('is no promise, which has a bound of its own', () =>
    expect(dearerOf(comparison(1, { rows: [{ ...cost, isGated: false, ratio: 3 }] }))).toEqual([]));
});

describe('a run that is held to its baseline', () => {
  const report = { ...madeUpReport('met'), baseline: null };

  it.each([
    ['met where nothing is dearer', 'met', comparison(1.05)],
    ['met where something is cheaper', 'met', comparison(0.5)],
    ['not met where a cost is dearer', 'not met', comparison(1.11)],
    ['not valid on another rig, however cheap', 'not valid', comparison(0.5, { sameRig: false })],
    ['not valid on another rig, however dear', 'not valid', comparison(2, { sameRig: false })],
    ['not valid where no cost is in both', 'not valid', comparison(1, { rows: [{ ...cost, isGated: false }] })],
  ] as const)('is %s', (_, outcome, baseline) => {
    const held = holdTo(baseline, report);
    const exitCode = { met: 0, 'not met': 1, 'not valid': 2 }[outcome];
    expect(held.outcome).toBe(outcome);
    expect(exitCodes[held.outcome]).toBe(exitCode);
    expect(judge(held)).toMatchObject({ outcome, exitCode });
  });
  it('names the cost that is dearer, by its phase', () => {
    const broken = holdTo(comparison(1.2), report).promises.filter(({ met }) => !met);
    expect(broken).toMatchObject([{ id: 'gate.other', scenario: cost.phase, value: 1.2, bound: 'ratio<=1.1' }]);
  });
  it('stays not met for a promise, and not valid for a doubt, of its own', () => {
    expect(holdTo(comparison(1), madeUpReport('not met')).outcome).toBe('not met');
    expect(holdTo(comparison(1.2), madeUpReport('not valid')).outcome).toBe('not valid');
  });
});
