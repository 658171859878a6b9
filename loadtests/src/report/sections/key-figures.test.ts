import { expect, it } from 'vitest';
import type { PlotName, Report } from '../report.ts';
import { madeUpReport } from '../testing/sample-report.ts';
import { judge } from '../verdict.ts';
import { renderKeyFigures } from './key-figures.ts';

const report = madeUpReport('met');
const namesOf = (one: Report) =>
  [...renderKeyFigures(one, judge(one)).html.matchAll(/<dt>([^<]*)<\/dt>/g)].map(([, name]) => name);
/** As a run draws them (src/report/series.ts), not as they are made up. */
const drawn = (plot: PlotName, ...lines: readonly string[]) =>
  lines.map((line) => ({ plot, line, unit: '', seconds: [0, 1], values: [1, 2] }));

it('names each key figure once, with its line where that says more', () =>
  expect(
    namesOf({
      ...report,
      series: [
        ...drawn('participants', 'in the room'),
        ...drawn('join time', 'median', 'p95', 'p99'),
        ...drawn('delay of a frame', 'median', 'p95', 'p99'),
        ...drawn('loss', 'packets lost'),
      ],
    }),
  ).toEqual([
    'Promises met',
    'Most participants at once',
    'Time to join, p95',
    'Delay of a frame, p95',
    'Packets lost',
    'Cores left idle',
    'Length of the run',
  ]));
