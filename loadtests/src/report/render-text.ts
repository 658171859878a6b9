import { showBound, showFigure } from './bound.ts';
import { visible } from './escape.ts';
import { grouped, plural } from './figures.ts';
import type { Comparison, PromiseResult, Report } from './report.ts';
import { judge, PROVES_NOTHING } from './verdict.ts';
import { dearerOf, gatedOf } from '../verdict/gate.ts';
import { isKept } from '../verdict/outcome.ts';

export type TextOptions = Readonly<{
  /** Where report.html lies. */
  path: string;
  /** Of the terminal; what is shown keeps to between 80 and 120. */
  columns: number;
}>;

const LINES_OF_PROMISES = 16;
const LINES_OF_DOUBTS = 4;
const LINES_OF_DEARER = 4;
const MARKS = { met: '✓ met    ', broken: '✗ NOT MET' } as const;
const WORDS = { met: 'MET', 'not met': 'NOT MET', 'not valid': 'NOT VALID' } as const;

/** The last lines a terminal shows of a run: verdict, each promise with its figure, and where the report lies. */
export function renderText(report: Report, { path, columns }: TextOptions): string {
  const width = Math.min(120, Math.max(80, columns));
  const { outcome, sentence, exitCode } = judge(report);
  const doubts = report.doubts.map(
    ({ kind, phase, sentence: why }) => `? ${kind}${phase === null ? '' : ` in “${phase}”`}: ${why}`,
  );
  return [
    ...wrap(`${WORDS[outcome]}: ${doubts.length > 0 ? PROVES_NOTHING : sentence}`, width),
    '',
    ...shorten(doubts, LINES_OF_DOUBTS, 'doubt').flatMap((line) => wrap(line, width, 2)),
    ...(doubts.length === 0 ? [] : ['']),
    ...promiseLines(report.promises, width),
    '',
    ...(report.baseline === null ? [] : [...comparisonLines(report.baseline, width), '']),
    // The path is never cut: it is there to be copied.
    `Report: ${visible(path)}  (exit code ${exitCode})`,
    '',
  ].join('\n');
}

/** Whether it can be compared, and what became dearer. */
function comparisonLines(comparison: Comparison, width: number): readonly string[] {
  const { baselines, sameRig } = comparison;
  const beside = baselines.length === 1 ? 'the baseline' : plural(baselines.length, 'baseline');
  if (!sameRig) return wrap(`Beside ${beside}: not the same rig, so no cost is called dearer.`, width);
  const [costs, dearer] = [gatedOf(comparison).length, dearerOf(comparison)];
  const count = `${dearer.length} of ${plural(costs, 'cost')} dearer by more than 10 %`;
  const lines = dearer.map(({ phase, sentence, ratio }) =>
    cut(flat(`! dearer, ${grouped(ratio, 2)}: ${sentence} (${phase})`), width),
  );
  return [...wrap(`Beside ${beside}: ${count}.`, width), ...shorten(lines, LINES_OF_DEARER, 'cost')];
}

/** Broken ones first, so that what is left out when there are many was kept. */
function promiseLines(promises: readonly PromiseResult[], width: number): readonly string[] {
  const ordered = promises.toSorted((a, b) => Number(isKept(a)) - Number(isKept(b)));
  const shown = ordered.map((promise) => ({
    isBroken: !isKept(promise),
    sentence: flat(promise.sentence),
    figure: flat(showFigure(promise)),
    bound: flat(showBound(promise)),
  }));
  const widest = (key: 'figure' | 'bound') => shown.reduce((most, line) => Math.max(most, line[key].length), 0);
  const figures = Math.min(18, widest('figure'));
  const bounds = Math.min(32, widest('bound'));
  const room = width - MARKS.met.length - figures - bounds - 6;
  const lines = shown.map(({ isBroken, sentence, figure, bound }) => {
    const start = isBroken ? MARKS.broken : MARKS.met;
    const end = `${cut(figure, figures).padStart(figures)}  ${cut(bound, bounds)}`;
    // What was broken is named in full, if need be on a line of its own.
    if (isBroken && sentence.length > room)
      return `${start}  ${cut(sentence, width - start.length - 2)}\n${end.padStart(width - bounds + cut(bound, bounds).length)}`;
    return `${start}  ${cut(sentence, room).padEnd(room)}  ${end}`;
  });
  return shorten(lines, LINES_OF_PROMISES, 'promise');
}

function shorten(lines: readonly string[], most: number, one: string): readonly string[] {
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `   and ${plural(lines.length - most + 1, `more ${one}`)} in the report`];
}

/** One line, and nothing that a terminal would obey. */
function flat(text: string): string {
  return visible(text).replace(/\s+/g, ' ');
}

function cut(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, Math.max(0, room - 1)).trimEnd()}…`;
}

function wrap(text: string, width: number, indent = 0): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of flat(text).split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = `${' '.repeat(indent)}${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((each) => cut(each, width));
}
