import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvHead, csvLine, csvRow } from './csv.ts';
import { exampleEntry } from './testing/example-entry.ts';

/** RFC 4180, of one record: a quote opens and closes, two inside are one, a comma outside ends a cell. */
function cellsOf(line: string): string[] {
  const cells = [''];
  let isInside = false;
  for (let at = 0; at < line.length - '\r\n'.length; at += 1) {
    const isPair = isInside && line[at] === '"' && line[at + 1] === '"';
    if (line[at] === '"' && !isPair) isInside = !isInside;
    else if (line[at] === ',' && !isInside) cells.push('');
    else cells.push((cells.pop() ?? '') + (line[at] ?? ''));
    if (isPair) at += 1;
  }
  return cells;
}

/** What a spreadsheet would take for a formula, whatever it trims first. */
const isFormula = (cell: string): boolean =>
  /^[=+\-@＝＋－＠]/u.test(cell.replace(/^[\s\p{C}\p{Z}]+/u, '')) || /^[\t\r\n]/.test(cell);

describe('a line of CSV', () => {
  it('is one record of RFC 4180, below its names, behind a mark that says UTF-8', () => {
    const head = csvHead();
    expect(head.startsWith('\uFEFF"index","at","event"')).toBe(true);
    const row = csvRow({ ...exampleEntry, detail: { said: 'a "b", c\r\nd', hindi: 'बैठक' } });
    expect(cellsOf(row)).toHaveLength(cellsOf(head).length);
    expect(cellsOf(row)[10]).toBe('{"said":"a \\"b\\", c\\r\\nd","hindi":"बैठक"}');
    expect(row.endsWith('\r\n')).toBe(true);
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '\ttext',
    '\rtext',
    '  =1',
    '\u00A0=1',
    '\u200B=1',
    '\uFEFF=1',
    '\0=1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '=HYPERLINK("https://x.example","y")',
    "=cmd|' /C calc'!A0",
    '=1+1";=1+1',
  ])('holds no formula: %j', (text) => {
    expect(cellsOf(csvLine([text]))).toEqual([`'${text}`]);
  });

  it('holds no formula, and otherwise each text as it is, whatever the text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.constantFrom('=', '+', '-', '@', '"', ',', '\t', '\r', '\n', ' ', '\u200B', '＝', 'a'))
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (cells) => {
        const read = cellsOf(csvLine(cells));
        expect(read).toEqual(cells.map((cell) => (isFormula(cell) ? `'${cell}` : cell)));
        expect(read.some(isFormula)).toBe(false);
      }),
    );
  });
});
