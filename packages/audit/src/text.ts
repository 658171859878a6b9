import { utf8ToBytes } from '@noble/hashes/utils.js';
import { utf8 } from '@scure/base';
import { isSame } from './tree/hash.ts';

/** The text of these bytes; null for bytes that are the UTF-8 of none, or begin with a byte order mark. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    const text = utf8.encode(bytes);
    return isSame(utf8ToBytes(text), bytes) ? text : null;
  } catch {
    return null; // not UTF-8
  }
}
