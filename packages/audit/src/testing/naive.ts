/** RFC 6962, section 2.1, word for word: over the whole list, by recursion, and slow. A second opinion for the tests. */
import { createHash } from 'node:crypto';

type Leaves = readonly Uint8Array[];
const sha256 = (...parts: Uint8Array[]): Uint8Array => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
};

/** "the largest power of two smaller than n" */
const k = (n: number): number => {
  let power = 1;
  while (power << 1 < n) power <<= 1;
  return power;
};

export function MTH(D: Leaves): Uint8Array {
  if (D.length === 0) return sha256(new Uint8Array());
  const [only] = D;
  if (D.length === 1 && only) return sha256(Uint8Array.of(0), only);
  return sha256(Uint8Array.of(1), MTH(D.slice(0, k(D.length))), MTH(D.slice(k(D.length))));
}

export function PATH(m: number, D: Leaves): Uint8Array[] {
  if (D.length <= 1) return [];
  const [left, right] = [D.slice(0, k(D.length)), D.slice(k(D.length))];
  return m < left.length ? [...PATH(m, left), MTH(right)] : [...PATH(m - left.length, right), MTH(left)];
}

export function PROOF(m: number, D: Leaves): Uint8Array[] {
  const subproof = (m: number, D: Leaves, b: boolean): Uint8Array[] => {
    if (m === D.length) return b ? [] : [MTH(D)];
    const [left, right] = [D.slice(0, k(D.length)), D.slice(k(D.length))];
    return m <= left.length ? [...subproof(m, left, b), MTH(right)] : [...subproof(m - left.length, right, false), MTH(left)];
  };
  return subproof(m, D, true);
}
