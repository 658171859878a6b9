import { utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { damagesOf, FORGED_SIZE as SIZE, forgeriesOf } from '../testing/damages.ts';
import { began, type Files, leafOf, leavesOf, origin, readerOf, trust, witnessed, writeLog } from '../testing/written-log.ts';
import { MOST_BACKWARDS_MS, verifyGrowth, verifyHead, verifyLog } from './verify.ts';

const leaves = leavesOf(SIZE);
const fresh = () => writeLog(leaves);
const verify = (files: Files, how = witnessed) => verifyLog(readerOf(files), how);

describe('a log', () => {
  it.each([0, 1, 255, 256, 257, SIZE])('of %d entries is verified, entry for entry', async (size) => {
    const verified = await verify(writeLog(leaves.slice(0, size)));
    expect(verified).toMatchObject({ checkpoint: { size }, signers: [origin], cosignatures: [{ name: 'witness.test' }] });
  });

  it.each([...damagesOf(leaves.length), ...forgeriesOf(leaves)])(
    'with $name is refused, and the sentence says where',
    async (damage) => {
      const files = fresh();
      damage.do(files);
      await expect(verify(files)).rejects.toThrow(damage.says);
    },
  );

  it('without the witness that is asked for is refused', async () => {
    const files = fresh();
    const note = Buffer.from(files.get('checkpoint') ?? []).toString();
    files.set('checkpoint', utf8ToBytes(note.replace(/\u2014 witness[^\n]+\n/, '')));
    await expect(verify(files)).rejects.toThrow('0 of the 1 witnesses');
    await expect(verify(files, trust)).resolves.toBeDefined();
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
