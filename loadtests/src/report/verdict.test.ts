import { describe, expect, it } from 'vitest';
import type { Report } from './report.ts';
import { madeUpReport } from './testing/sample-report.ts';
import { byScenario, judge } from './verdict.ts';
import { isKept } from '../verdict/outcome.ts';

const met = madeUpReport('met');
const [first] = met.promises;
const withFirst = (change: Partial<Report['promises'][number]>): Report => ({
  ...met,
  promises: [{ ...first!, ...change }, ...met.promises.slice(1)],
});

describe('the outcome', () => {
  it.each([
    ['met', 'all promises kept', met],
    ['not met', 'a promise broken', madeUpReport('not met')],
    ['not met', 'a broken promise in a report that calls itself met', withFirst({ met: false })],
    ['not met', 'no figure, though the promise says met', withFirst({ value: null, met: true })],
    ['not met', 'a figure that is no number', withFirst({ value: Number.NaN, met: true })],
    ['not met', 'the report says so, though no promise does', { ...met, outcome: 'not met' } satisfies Report],
    ['not valid', 'a doubt', madeUpReport('not valid')],
    ['not valid', 'a doubt in a report that calls itself met', { ...met, doubts: madeUpReport('not valid').doubts }],
    ['not valid', 'a doubt beside a broken promise', { ...madeUpReport('not met'), doubts: madeUpReport('not valid').doubts }],
    ['not valid', 'nothing promised', { ...met, promises: [] }],
  ] as const)('is %s: %s', (outcome, _, report) => {
    expect(judge(report)).toMatchObject({ outcome, exitCode: ['met', 'not met', 'not valid'].indexOf(outcome) });
  });
});

describe('the sentence', () => {
  it('counts what was met', () =>
    expect(judge(met).sentence).toBe('All 9 promises were met, and no check casts doubt on the figures.'));
  it('names the promise that broke, with figure and bound', () =>
    expect(judge(madeUpReport('not met')).sentence.replaceAll('\u00a0', ' ')).toBe(
      '3 of 9 promises were not met. “Everybody who opens the link gets in” came to 98.5 % (promised: rate = 100 %).',
    ));
  it('names the doubt', () => expect(judge(madeUpReport('not valid')).sentence).toContain('The generator used 1.24 of 2 cores'));
  it('says that nothing was measured rather than a figure', () =>
    expect(judge(withFirst({ value: null })).sentence).toContain('was not measured at all'));
});

it('puts broken promises first within each scenario, and loses none', () => {
  const { promises } = madeUpReport('not met');
  const groups = [...byScenario(promises).values()];
  expect(groups.flat().toSorted((a, b) => a.id.localeCompare(b.id))).toEqual(
    promises.toSorted((a, b) => a.id.localeCompare(b.id)),
  );
  for (const group of groups) expect(group.map(isKept)).toEqual(group.map(isKept).toSorted((a, b) => Number(a) - Number(b)));
  expect(groups[2]!.map(({ id }) => id)).toEqual(['meeting-poll', 'meeting-audio']);
});
