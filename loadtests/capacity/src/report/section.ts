/** Parts of a report, in Markdown: a terminal shows it as readably as the page does. */
export type Table = Readonly<{ columns: readonly string[]; rows: readonly (readonly string[])[] }>;
export type Section = Readonly<{ title: string; parts: readonly (string | Table)[] }>;

export function renderSection({ title, parts }: Section): string {
  return [`## ${title}`, ...parts.map((part) => (typeof part === 'string' ? part : renderTable(part)))].join('\n\n');
}

/** Columns as wide as their widest cell, so that it reads without being rendered. */
export function renderTable({ columns, rows }: Table): string {
  const widths = columns.map((column, at) => Math.max(3, column.length, ...rows.map((row) => (row[at] ?? '').length)));
  const line = (cells: readonly string[]) => `| ${widths.map((width, at) => (cells[at] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(columns), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
