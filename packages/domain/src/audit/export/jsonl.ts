import type { ExportedEntry, ExportedHead } from './entry.ts';

/** One line, whatever is in it: JSON escapes line ends. */
export function jsonLine({ erased, ...entry }: ExportedEntry): string {
  return `${JSON.stringify(erased ? { ...entry, erased } : entry)}\n`;
}

/** The last line of a file: without it the file was cut off on its way. */
export const headLine = ({ size, root, checkpoint, isCut }: ExportedHead): string =>
  `${JSON.stringify({ checkpoint, size, root, isCut })}\n`;
