import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MTH, PATH, PROOF } from '../testing/naive.ts';
import { foldHashes, TILE_WIDTH, TileStack } from './grow.ts';
import { emptyRoot, type Hash, leafHash } from './hash.ts';
import { consistencyProof, inclusionProof, levelOf, type ReadNode, rootOf, splitOf } from './range.ts';
import { isConsistent, isIncluded } from './verify.ts';

const leavesOf = (count: number): Uint8Array[] => Array.from({ length: count }, (_, at) => Uint8Array.of(at & 0xff, at >> 8));
const nodesOf = (leaves: readonly Uint8Array[]): ReadNode => {
  const hashes = leaves.map(leafHash);
  return (level, index) => Promise.resolve(foldHashes(hashes.slice(index * 2 ** level, (index + 1) * 2 ** level)));
};
const sizes = fc.integer({ min: 0, max: 600 });
const aTree = fc.integer({ min: 1, max: 300 });
/** Another hash in the place of one, one less, one more, or two exchanged: null where that changes nothing. */
const spoiled = (proof: readonly Hash[], at: number, how: number): Hash[] | null => {
  const other = proof.map((hash) => hash.slice());
  if (how === 0) return [...other, new Uint8Array(32)];
  if (other.length === 0) return null;
  const place = at % other.length;
  if (how === 1) other[place]![at % 32]! ^= 1 << (at % 8);
  else if (how === 2) other.splice(place, 1);
  else if (other.length > 1) [other[0], other[1]] = [other[1]!, other[0]!];
  else return null;
  return other;
};

describe('a tree', () => {
  it('has the root that RFC 6962 defines, read from nodes or grown leaf by leaf', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, async (size) => {
        const leaves = leavesOf(size);
        const stack = new TileStack();
        for (const leaf of leaves) stack.add(leafHash(leaf));
        const root = MTH(leaves);
        expect(await rootOf(nodesOf(leaves), size)).toEqual(root);
        expect(stack.root() ?? emptyRoot()).toEqual(root);
      }),
      { numRuns: 60 },
    );
  });

  it('goes on from its right edge as if it had never stopped', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 70_000 }), fc.integer({ min: 1, max: 300 }), (before, more) => {
        const hash = new Uint8Array(32).fill(3);
        const whole = new TileStack();
        for (let count = 0; count < before; count += 1) whole.add(hash);
        const edge = whole.unfinished().map((row, level) => ({
          done: Math.floor(before / TILE_WIDTH ** level) - row.length,
          row,
        }));
        const resumed = new TileStack(edge);
        for (let count = 0; count < more; count += 1) expect(resumed.add(hash)).toEqual(whole.add(hash));
        expect(resumed.root()).toEqual(whole.root());
      }),
      { numRuns: 8 },
    );
  });

  it('proves inclusion and consistency as RFC 6962 defines them', async () => {
    await fc.assert(
      fc.asyncProperty(aTree, fc.nat(), fc.nat(), async (size, some, other) => {
        const leaves = leavesOf(size);
        const index = some % size;
        expect(await inclusionProof(nodesOf(leaves), { index, size })).toEqual(PATH(index, leaves));
        const from = 1 + (other % size);
        expect(await consistencyProof(nodesOf(leaves), { from, to: size })).toEqual(PROOF(from, leaves));
      }),
      { numRuns: 200 },
    );
  });
});

describe('a proof of inclusion', () => {
  it('holds for its leaf, and for nothing that differs in anything', () => {
    fc.assert(
      fc.property(aTree, fc.nat(), fc.nat(), fc.integer({ min: 0, max: 3 }), (...[size, some, at, how]) => {
        const leaves = leavesOf(size);
        const index = some % size;
        const proof = PATH(index, leaves);
        const claim = { leaf: leafHash(leaves[index]!), index, size, root: MTH(leaves) };
        expect(isIncluded(claim, proof)).toBe(true);
        const wrong = spoiled(proof, at, how);
        if (wrong) expect(isIncluded(claim, wrong)).toBe(false);
        expect(isIncluded({ ...claim, root: MTH(leavesOf(size + 1)) }, proof)).toBe(false);
        expect(isIncluded({ ...claim, leaf: leafHash(Uint8Array.of(9, 9, 9)) }, proof)).toBe(false);
        for (const index of [claim.index - 1, claim.index + 1, size, -1, NaN, 0.5])
          expect(isIncluded({ ...claim, index }, proof), String(index)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a proof of consistency', () => {
  it('holds for a log that grew, and for none that differs in anything', () => {
    fc.assert(
      fc.property(aTree, fc.nat(), fc.nat(), fc.integer({ min: 0, max: 3 }), (...[size, some, at, how]) => {
        const leaves = leavesOf(size);
        const from = 1 + (some % size);
        const [older, newer] = [
          { size: from, root: MTH(leaves.slice(0, from)) },
          { size, root: MTH(leaves) },
        ];
        const proof = PROOF(from, leaves);
        expect(isConsistent(older, newer, proof)).toBe(true);
        const wrong = spoiled(proof, at, how);
        if (wrong) expect(isConsistent(older, newer, wrong)).toBe(false);
        const forged = leaves.map((leaf, index) => (index === at % from ? Uint8Array.of(7, 7, 7) : leaf));
        expect(isConsistent(older, { size, root: MTH(forged) }, PROOF(from, forged))).toBe(false);
        if (from < size) expect(isConsistent(newer, older, proof)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('from nothing is empty, and only from the root of nothing', () => {
    const newer = { size: 3, root: MTH(leavesOf(3)) };
    expect(isConsistent({ size: 0, root: emptyRoot() }, newer, [])).toBe(true);
    expect(isConsistent({ size: 0, root: new Uint8Array(32) }, newer, [])).toBe(false);
    expect(isConsistent({ size: 0, root: emptyRoot() }, newer, [newer.root])).toBe(false);
  });
});

it('powers of two are told apart from their neighbours, however large', () => {
  for (let level = 0; level <= 52; level += 1) {
    expect(levelOf(2 ** level)).toBe(level);
    if (level > 1) expect([levelOf(2 ** level - 1), levelOf(2 ** level + 1)]).toEqual([null, null]);
    if (level > 0) expect(splitOf(2 ** level)).toBe(2 ** (level - 1));
    expect(splitOf(2 ** level + 1)).toBe(2 ** level);
  }
});
