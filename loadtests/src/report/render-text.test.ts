import { describe, expect, it } from 'vitest';
import { renderText } from './render-text.ts';
import { poison } from './testing/poison.ts';
import { madeUpReport } from './testing/sample-report.ts';

const OUTCOMES = ['met', 'not met', 'not valid'] as const;
const outcomes: readonly string[] = OUTCOMES;
const path = 'loadtests/out/made-up/report.html';

describe.each(OUTCOMES)('the last lines of a run that is %s', (outcome) => {
  it.each([80, 100, 120, 20, 400])('fit a terminal of %d columns, between 80 and 120', (columns) => {
    const lines = renderText(madeUpReport(outcome), { path, columns }).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(Math.min(120, Math.max(80, columns)));
    expect(lines.length).toBeLessThanOrEqual(27);
  });
  it('begin with the verdict and end with where the report lies', () => {
    const lines = renderText(madeUpReport(outcome), { path, columns: 100 }).trim().split('\n');
    expect(lines[0]).toMatch(new RegExp(`^${outcome.toUpperCase()}: `));
    expect(lines.at(-1)).toBe(`Report: ${path}  (exit code ${OUTCOMES.indexOf(outcome)})`);
  });
});

it('names each broken promise in full, however narrow the terminal', () => {
  const text = renderText(madeUpReport('not met'), { path, columns: 80 });
  expect(text.match(/^✗ NOT MET {2}.*$/gm)).toHaveLength(3);
  expect(text).toContain('✗ NOT MET  A poll opens for all within a second\n');
  expect(text).toContain('nothing measured');
});

it('tells each doubt', () => {
  const text = renderText(madeUpReport('not valid'), { path, columns: 120 });
  expect(text.match(/^\? /gm)).toHaveLength(2);
});

describe('beside a baseline', () => {
  const text = (outcome: (typeof OUTCOMES)[number], change = {}) =>
    renderText({ ...madeUpReport(outcome), ...change }, { path, columns: 120 });

  it('says how many costs are dearer, and names each', () => {
    expect(text('met')).toContain('Beside 2 baselines: 1 of 4 costs dearer by more than 10 %.');
    expect(text('met')).toContain(
      '! dearer, 1.14: CPU of the media servers per forwarded packet (webinar, 201 participants in 1 room)',
    );
  });
  it('calls nothing dearer on another rig', () => {
    expect(text('not met')).toContain('Beside 2 baselines: not the same rig, so no cost is called dearer.');
    expect(text('not met')).not.toContain('! dearer');
  });
  it('says nothing of it where there is none', () => expect(text('met', { baseline: null })).not.toContain('eside'));
});

it('leaves out kept promises, never broken ones, and says how many', () => {
  const { promises } = madeUpReport('met');
  const many = [...promises, ...promises, ...promises].map((promise, index) => ({ ...promise, met: index !== 26 }));
  const text = renderText({ ...madeUpReport('not met'), promises: many }, { path, columns: 120 });
  expect(text.match(/^✗ NOT MET/gm)).toHaveLength(1);
  expect(text).toContain('and 12 more promises in the report');
});

it('hands a terminal nothing to obey', () => {
  const text = renderText(
    poison(madeUpReport('not valid'), (each) => outcomes.includes(each)),
    { path: `${path}\u001b]0;gone\u0007`, columns: 100 },
  );
  expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
});
