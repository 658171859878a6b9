/** Entries in bundles of up to 256 (c2sp.org/tlog-tiles): each after its length, two bytes, the higher one first. */
import { concatBytes } from '@noble/hashes/utils.js';

export const MAX_ENTRY_BYTES = 0xffff;

/** @throws RangeError for an entry whose length cannot be told in two bytes */
export function joinBundle(entries: readonly Uint8Array[]): Uint8Array {
  return concatBytes(
    ...entries.flatMap((entry) => {
      if (entry.length > MAX_ENTRY_BYTES) throw new RangeError(`an entry has ${String(entry.length)} bytes`);
      return [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry];
    }),
  );
}

/** @throws RangeError when the bytes are not exactly so many entries */
export function splitBundle(bytes: Uint8Array, width: number): Uint8Array[] {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (entries.length < width) {
    const [high, low] = [bytes[at], bytes[at + 1]];
    if (high === undefined || low === undefined) throw new RangeError(`a bundle ends after ${String(entries.length)} entries`);
    const end = at + 2 + high * 256 + low;
    if (end > bytes.length) throw new RangeError(`entry ${String(entries.length)} of a bundle is cut off`);
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  if (at !== bytes.length) throw new RangeError(`a bundle goes on after ${String(width)} entries`);
  return entries;
}
