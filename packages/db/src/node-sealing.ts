import type { Sealing } from '@sabha/audit/entry';
import { hash } from 'node:crypto';

/** What seals an entry where Node runs, in a fraction of the time: byte for byte what packages/audit does by itself. */
export const nodeSealing: Sealing = {
  base64: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
  sha256InBase64: (bytes) => hash('sha256', bytes, 'base64'),
};
