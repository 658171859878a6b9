/** Proofs checked by nothing but themselves (RFC 9162, sections 2.1.3.2 and 2.1.4.2, whose hashes are those of RFC 6962). */
import { emptyRoot, type Hash, HASH_BYTES, isSame, nodeHash } from './hash.ts';
import { levelOf } from './range.ts';

const half = (value: number): number => Math.floor(value / 2);
const isOdd = (value: number): boolean => value % 2 === 1;
const isSize = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const areHashes = (hashes: readonly Hash[]): boolean => hashes.every(({ length }) => length === HASH_BYTES);

export type Inclusion = Readonly<{ leaf: Hash; index: number; size: number; root: Hash }>;

/** Whether the leaf of that hash stands at `index` of the tree of `size` leaves whose root is `root`. */
export function isIncluded(inclusion: Inclusion, proof: readonly Hash[]): boolean {
  const walk = walkUp(inclusion, proof);
  let step = walk.next();
  while (!step.done) step = walk.next(nodeHash(...step.value));
  return step.value;
}

/** The same, for whoever hashes in another way: it gives what stands beside each other, and takes the hash of the node over it. */
export function* walkUp(
  { leaf, index, size, root }: Inclusion,
  proof: readonly Hash[],
): Generator<readonly [left: Hash, right: Hash], boolean, Hash> {
  if (!isSize(index) || !isSize(size) || index >= size || !areHashes([leaf, root, ...proof])) return false;
  let [at, last, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      hash = yield [sibling, hash];
      while (at !== 0 && !isOdd(at)) [at, last] = [half(at), half(last)];
    } else hash = yield [hash, sibling];
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && isSame(hash, root);
}

export type Head = Readonly<{ size: number; root: Hash }>;

/** Whether the newer tree begins with the older one, leaf for leaf. Everything begins with nothing. */
export function isConsistent(older: Head, newer: Head, proof: readonly Hash[]): boolean {
  if (!isSize(older.size) || !isSize(newer.size) || older.size > newer.size) return false;
  if (!areHashes([older.root, newer.root, ...proof])) return false;
  if (older.size === newer.size) return proof.length === 0 && isSame(older.root, newer.root);
  if (older.size === 0) return proof.length === 0 && isSame(older.root, emptyRoot());
  const [first, ...rest] = levelOf(older.size) !== null ? [older.root, ...proof] : proof;
  if (first === undefined || proof.length === 0) return false;
  let [at, last] = [older.size - 1, newer.size - 1];
  while (isOdd(at)) [at, last] = [half(at), half(last)];
  let [before, after] = [first, first];
  for (const hash of rest) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      before = nodeHash(hash, before);
      after = nodeHash(hash, after);
      while (at !== 0 && !isOdd(at)) [at, last] = [half(at), half(last)];
    } else after = nodeHash(after, hash);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && isSame(before, older.root) && isSame(after, newer.root);
}
