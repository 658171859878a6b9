/**
 * CSV (RFC 4180) that a spreadsheet opens as it is meant: with a byte order mark, so that Hindi is read as UTF-8, and without a cell
 * that it would take for a formula (OWASP, CSV injection).
 */
import type { ExportedEntry } from './entry.ts';

const columns: Readonly<Record<string, (entry: ExportedEntry) => string>> = {
  index: ({ index }) => String(index),
  at: ({ at }) => at,
  event: ({ event }) => event,
  outcome: ({ outcome }) => outcome,
  actor_kind: ({ actor }) => actor?.kind ?? '',
  actor: ({ actor }) => actor?.id ?? '',
  subject: ({ subject }) => subject ?? '',
  meeting: ({ meeting }) => meeting ?? '',
  ministry: ({ ministry }) => ministry ?? '',
  request: ({ request }) => request ?? '',
  detail: ({ detail }) => JSON.stringify(detail),
  leaf: ({ leaf }) => leaf,
  erased: ({ erased }) => String(erased),
};

/** The mark and the names of the columns. */
export const csvHead = (): string => `\uFEFF${csvLine(Object.keys(columns))}`;

export const csvRow = (entry: ExportedEntry): string => csvLine(Object.values(columns).map((cell) => cell(entry)));

/** Each cell is quoted: none ends where it should not, whatever is in it. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;

const csvCell = (text: string): string => `"${withoutFormula(text).replaceAll('"', '""')}"`;

/** Also behind blanks and what nobody sees, which spreadsheets trim, and in full width, which some of them fold. */
const FORMULA = /^[\s\p{C}\p{Z}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

function withoutFormula(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}
