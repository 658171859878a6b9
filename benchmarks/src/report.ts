import type { Spread } from './statistics.ts';
import { isKept, verdictLine, type Check } from './verdict.ts';

export type Table = Readonly<{ title: string; columns: readonly string[]; rows: readonly (readonly string[])[] }>;
/** One part of the report: what was seen, and which promises it bears on. */
export type Section = Readonly<{ tables: readonly Table[]; checks: readonly Check[] }>;

export function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}

/** Median and, in brackets, the least and the most. */
export function milliseconds({ median, min, max }: Spread): string {
  const show = (value: number) => (max >= 2000 ? `${(value / 1000).toFixed(2)} s` : `${Math.round(value)} ms`);
  return `${show(median)} (${show(min)} / ${show(max)})`;
}

export function times(ratio: number): string {
  return `${ratio.toFixed(2)} x`;
}

/** Markdown, so that docs/performance.md can take it as it is. */
export function renderReport(rig: string, sections: readonly Section[]): string {
  const checks = sections.flatMap((section) => section.checks);
  const tables = sections.flatMap((section) => section.tables).map(renderTable);
  const verdict = checks.every(isKept) ? 'Every promise is kept.' : 'A promise is broken.';
  return [`Rig: ${rig}`, ...tables, ['```', ...checks.map(verdictLine), '```'].join('\n'), verdict].join('\n\n');
}

function renderTable({ title, columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [`**${title}**`, '', line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}
