import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MTH } from '../testing/naive.ts';
import { leavesOf, readerOf, writeLog } from '../testing/written-log.ts';
import { readTile } from '../log/source.ts';
import { joinBundle, splitBundle } from './bundle.ts';
import { leafHash } from './hash.ts';
import { inclusionProof, rootOf } from './range.ts';
import { nodesOfTiles, readTilePath, tileOf, tilePath, tilesOf } from './tile.ts';
import { isIncluded } from './verify.ts';

describe('the address of a tile', () => {
  it.each([
    [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
    [{ level: 1, index: 1_234_067, width: 256 }, 'tile/1/x001/x234/067'], // the example of the specification
    [{ level: 'entries', index: 273, width: 112 }, 'tile/entries/273.p/112'],
    [{ level: 63, index: 1000, width: 1 }, 'tile/63/x001/000.p/1'],
  ] as const)('%j is %s', (tile, path) => {
    expect(tilePath(tile)).toBe(path);
    expect(readTilePath(path)).toEqual(tile);
  });

  it.each([
    'tile/00/000',
    'tile/64/000',
    'tile/0/0',
    'tile/0/x000/000',
    'tile/0/001/000',
    'tile/0/x001',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/000/',
    '/tile/0/000',
    'tile/data/000',
    'tile/0/x999/x999/x999/x999/x999/999',
    '',
  ])('is not %j', (path) => {
    expect(readTilePath(path)).toBeNull();
  });

  it('is one for each, whatever is tried', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 63 }), fc.integer({ min: 1, max: 256 }), (index, level, width) => {
        expect(readTilePath(tilePath({ level, index, width }))).toEqual({ level, index, width });
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^tile\/[0-9a-z]{1,7}\/[x0-9/.p]{1,12}$/), (path) => {
        const tile = readTilePath(path);
        if (tile) expect(tilePath(tile)).toBe(path);
      }),
    );
  });
});

it('a tree of 70,000 has the tiles that the specification counts', () => {
  const tiles = [...tilesOf(70_000)].filter(({ level }) => level !== 'entries');
  const count = (level: number) => tiles.filter((tile) => tile.level === level);
  expect([0, 1, 2, 3].map((level) => count(level).length)).toEqual([274, 2, 1, 0]);
  expect([0, 1, 2].map((level) => count(level).at(-1)?.width)).toEqual([112, 17, 1]);
  expect(tileOf(1, 0, 256)).toEqual({ level: 1, index: 0, width: 1 });
  expect(tileOf(0, 1, 256)).toBeNull();
});

it('root and proofs come out of the tiles as out of the leaves', async () => {
  const leaves = leavesOf(700);
  const files = writeLog(leaves);
  const read = nodesOfTiles((tile) => readTile(readerOf(files), tile), leaves.length);
  const root = MTH(leaves);
  expect(await rootOf(read, leaves.length)).toEqual(root);
  for (const index of [0, 255, 256, 511, 512, 699]) {
    const proof = await inclusionProof(read, { index, size: leaves.length });
    expect(isIncluded({ leaf: leafHash(leaves[index]!), index, size: leaves.length, root }, proof)).toBe(true);
  }
  await expect(inclusionProof(read, { index: 700, size: 700 })).rejects.toThrow(RangeError);
});

describe('a bundle', () => {
  it('is its entries again', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 700 }), { maxLength: 20 }), (entries) => {
        expect(splitBundle(joinBundle(entries), entries.length).map((entry) => [...entry])).toEqual(
          entries.map((entry) => [...entry]),
        );
      }),
    );
  });

  it.each([
    ['a byte less', (bytes: Uint8Array) => bytes.subarray(0, -1)],
    ['a byte more', (bytes: Uint8Array) => Uint8Array.from([...bytes, 0])],
    ['another length', (bytes: Uint8Array) => Uint8Array.from(bytes, (byte, at) => (at === 1 ? byte + 1 : byte))],
    ['nothing', () => new Uint8Array()],
  ])('is not taken with %s', (_, change) => {
    const bytes = joinBundle([Uint8Array.of(1, 2, 3), Uint8Array.of(4)]);
    expect(() => splitBundle(change(bytes), 2)).toThrow(RangeError);
  });

  it('takes no entry that two bytes cannot measure', () => {
    expect(() => joinBundle([new Uint8Array(65_536)])).toThrow(RangeError);
  });
});
