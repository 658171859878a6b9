/**
 * Roots and proofs, worked out from the hashes of perfect subtrees: those of 2^level leaves that begin at a multiple of it. All
 * numbers are whole and safe (below 2^53), so they are halved by arithmetic, never by shifts of 32 bits.
 */
import { emptyRoot, type Hash, nodeHash } from './hash.ts';

/** The hash of the leaves from index * 2^level on, 2^level of them. */
export type ReadNode = (level: number, index: number) => Promise<Hash>;

/** Of which power of two `count` is, or null. By counting: a logarithm in floating point takes 2^49 + 1 for a power. */
export function levelOf(count: number): number | null {
  let level = 0;
  while (2 ** level < count) level += 1;
  return 2 ** level === count ? level : null;
}

/** The largest power of two below `count`, which is at least 2. */
export function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}

/** MTH(D[from:to]) of RFC 6962, for a range that such a tree has. */
async function hashOfRange(read: ReadNode, from: number, to: number): Promise<Hash> {
  const count = to - from;
  const level = levelOf(count);
  if (level !== null) return read(level, from / count);
  const split = splitOf(count);
  const [left, right] = await Promise.all([hashOfRange(read, from, from + split), hashOfRange(read, from + split, to)]);
  return nodeHash(left, right);
}

/** The root of the tree of the first `size` leaves. */
export const rootOf = (read: ReadNode, size: number): Promise<Hash> =>
  size === 0 ? Promise.resolve(emptyRoot()) : hashOfRange(read, 0, size);

/** PATH(index, D[0:size]) of RFC 6962, from the leaf upwards. @throws RangeError for a leaf that the tree does not have */
export async function inclusionProof(
  read: ReadNode,
  { index, size }: Readonly<{ index: number; size: number }>,
): Promise<Hash[]> {
  if (!(index >= 0 && index < size)) throw new RangeError(`a tree of ${String(size)} has no leaf ${String(index)}`);
  const path = async (from: number, to: number): Promise<Hash[]> => {
    if (to - from === 1) return [];
    const middle = from + splitOf(to - from);
    return index < middle
      ? [...(await path(from, middle)), await hashOfRange(read, middle, to)]
      : [...(await path(middle, to)), await hashOfRange(read, from, middle)];
  };
  return path(0, size);
}

/** PROOF(from, D[0:to]) of RFC 6962; empty from nothing, and from a tree to itself. @throws RangeError when it would shrink */
export async function consistencyProof(read: ReadNode, { from, to }: Readonly<{ from: number; to: number }>): Promise<Hash[]> {
  if (!(from >= 0 && from <= to)) throw new RangeError(`no tree of ${String(from)} is part of one of ${String(to)}`);
  if (from === 0 || from === to) return [];
  // `isWhole`: whether the subtree that begins at `start` is a root that the verifier has already.
  const subproof = async (start: number, end: number, isWhole: boolean): Promise<Hash[]> => {
    if (from === end) return isWhole ? [] : [await hashOfRange(read, start, end)];
    const middle = start + splitOf(end - start);
    return from <= middle
      ? [...(await subproof(start, middle, isWhole)), await hashOfRange(read, middle, end)]
      : [...(await subproof(middle, end, false)), await hashOfRange(read, start, middle)];
  };
  return subproof(0, to, true);
}
