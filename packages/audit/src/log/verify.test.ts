import { utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { makeKeys } from '../note.ts';
import { began, type Files, leafOf, leavesOf, origin, readerOf, trust, witnessed, writeLog } from '../testing/written-log.ts';
import { joinBundle, splitBundle } from '../tree/bundle.ts';
import { MOST_BACKWARDS_MS, verifyGrowth, verifyHead, verifyLog } from './verify.ts';

const SIZE = 600;
const leaves = leavesOf(SIZE);
const fresh = () => writeLog(leaves);
const verify = (files: Files, how = witnessed) => verifyLog(readerOf(files), how);
const flip = (bytes: Uint8Array, at: number) => Uint8Array.from(bytes, (byte, place) => (place === at ? byte ^ 1 : byte));

describe('a log', () => {
  it.each([0, 1, 255, 256, 257, SIZE])('of %d entries is verified, entry for entry', async (size) => {
    const verified = await verify(writeLog(leaves.slice(0, size)));
    expect(verified).toMatchObject({ checkpoint: { size }, signers: [origin], cosignatures: [{ name: 'witness.test' }] });
  });

  const damages: readonly [string, (files: Files) => void, RegExp][] = [
    [
      'a byte of an entry',
      (files) => files.set('tile/entries/001', flip(files.get('tile/entries/001')!, 400)),
      /Entry 2\d\d|tile\/0\/001/,
    ],
    [
      'an entry exchanged for another, as well made',
      (files) => {
        const entries = splitBundle(files.get('tile/entries/001')!, 256);
        files.set('tile/entries/001', joinBundle(entries.with(7, leafOf(263, { seed: 'another' }))));
      },
      /tile\/0\/001 does not fit what lies below it: entry 263/,
    ],
    [
      'an entry less',
      (files) => {
        const entries = splitBundle(files.get('tile/entries/002.p/88')!, 88);
        files.set('tile/entries/002.p/88', joinBundle(entries.toSpliced(3, 1)));
      },
      /tile\/entries\/002\.p\/88 cannot be read: a bundle ends after 87 entries/,
    ],
    [
      'a byte of a tile',
      (files) => files.set('tile/0/000', flip(files.get('tile/0/000')!, 33)),
      /tile\/0\/000 does not fit.*entry 1 /,
    ],
    [
      'a byte of a tile above',
      (files) => files.set('tile/1/000.p/2', flip(files.get('tile/1/000.p/2')!, 0)),
      /tile\/1\/000.*tile 0\/0 /,
    ],
    ['a tile less', (files) => void files.delete('tile/0/001'), /tile\/0\/001 is missing/],
    ['a tile that is cut', (files) => files.set('tile/0/001', files.get('tile/0/001')!.subarray(1)), /8191 bytes/],
    ['no checkpoint', (files) => void files.delete('checkpoint'), /There is no checkpoint/],
    ['a byte of the signature', (files) => files.set('checkpoint', flip(files.get('checkpoint')!, 120)), /is not believed/],
    [
      'the signature of somebody else under the same name',
      (files) =>
        files.set('checkpoint', writeLog(leaves, makeKeys(origin, new Uint8Array(32).fill(8)).signer).get('checkpoint')!),
      /nobody who is known has signed it/,
    ],
    [
      'another log’s checkpoint',
      (files) => files.set('checkpoint', utf8ToBytes('sabha.test/other\n' + Buffer.from(files.get('checkpoint')!).toString())),
      /is not believed/,
    ],
    [
      'entries and tiles of another history, well made',
      (files) => {
        const other = writeLog(leaves.with(300, leafOf(300, { seed: 'another' })));
        for (const [path, bytes] of other) if (path !== 'checkpoint') files.set(path, bytes);
      },
      /do not lead to the root that was signed/,
    ],
    [
      'no witness',
      (files) =>
        files.set(
          'checkpoint',
          utf8ToBytes(
            Buffer.from(files.get('checkpoint')!)
              .toString()
              .replace(/— witness[^\n]+\n/, ''),
          ),
        ),
      /0 of the 1 witnesses/,
    ],
  ];
  it.each(damages)('with %s is refused, and the sentence says where', async (_, damage, sentence) => {
    const files = fresh();
    damage(files);
    await expect(verify(files)).rejects.toThrow(sentence);
  });

  it('whose clock was set back is refused, and a small step is not', async () => {
    const setBack = (ms: number) => writeLog(leaves.with(400, leafOf(400, { at: began + 399_000 - ms })));
    await expect(verify(setBack(MOST_BACKWARDS_MS + 1))).rejects.toThrow('Entry 400');
    await expect(verify(setBack(MOST_BACKWARDS_MS))).resolves.toBeDefined();
  });

  it('that holds what is no entry is refused', async () => {
    await expect(verify(writeLog([utf8ToBytes('{}')]))).rejects.toThrow('Entry 0 is not written as FORMAT.md says');
  });

  it('is read file by file, and no file twice', async () => {
    const files = fresh();
    const asked: string[] = [];
    await verifyLog((path) => (asked.push(path), readerOf(files)(path)), trust);
    expect(asked.toSorted()).toEqual([...files.keys()].toSorted());
  });
});

describe('growth', () => {
  const grown = async (older: Files, newer: Files) => {
    const [was, is] = [await verifyHead(readerOf(older), trust), await verifyHead(readerOf(newer), trust)];
    return verifyGrowth(readerOf(newer), { older: was, newer: is });
  };

  it.each([0, 1, 256, 300, SIZE])('from %d entries on is shown from the tiles alone', async (size) => {
    await expect(grown(writeLog(leaves.slice(0, size)), fresh())).resolves.toBeUndefined();
  });

  it('is refused for a log that was cut, rolled back or forked', async () => {
    await expect(grown(fresh(), writeLog(leaves.slice(0, 599)))).rejects.toThrow('had 600 entries and has 599');
    const other = writeLog([...leaves.with(10, leafOf(10, { seed: 'another' })), ...leavesOf(610).slice(600)]);
    await expect(grown(fresh(), other)).rejects.toThrow('there are two histories');
    await expect(grown(fresh(), writeLog(leaves.with(10, leafOf(10, { seed: 'another' }))))).rejects.toThrow('two histories');
  });
});
