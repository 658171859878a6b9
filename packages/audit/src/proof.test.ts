import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sealEntry } from './entry.ts';
import { readTile } from './log/source.ts';
import { checkProof, ProofError, readProof, writeProof } from './proof.ts';
import { drawn, leavesOf, origin, readerOf, trust, writeLog } from './testing/written-log.ts';
import { inclusionProof } from './tree/range.ts';
import { nodesOfTiles } from './tree/tile.ts';

const values = { actor: { id: 'p1', kind: 'member' }, detail: null, meeting: 'm1', ministry: null, request: null, subject: null };
const sealed = sealEntry({ at: new Date(0), event: 'meeting.locked', outcome: 'ok', values }, drawn('proof'));
const leaves = [...leavesOf(300).slice(0, 150), sealed.leaf, ...leavesOf(300).slice(150)];
const files = writeLog(leaves);
const hashes = await inclusionProof(
  nodesOfTiles((tile) => readTile(readerOf(files), tile), leaves.length),
  { index: 150, size: leaves.length },
);
const checkpoint = Buffer.from(files.get('checkpoint')!).toString();
const disclosed = { actor: { salt: sealed.salts.actor, value: values.actor } };
const proof = { leaf: sealed.leaf, disclosed, index: 150, hashes, checkpoint };
const text = writeProof(proof);
const check = (changed: string) => checkProof(readProof(changed), trust);

describe('a proof', () => {
  it('shows, offline, that the entry is in the log, and what was disclosed of it', () => {
    expect(readProof(text)).toEqual(proof);
    const { entry, values, index, checkpoint } = check(text);
    expect({ event: entry.event, values, index, size: checkpoint.size, origin: checkpoint.origin }).toEqual({
      event: 'meeting.locked',
      values: { actor: { id: 'p1', kind: 'member' } },
      index: 150,
      size: 301,
      origin,
    });
  });

  it('says which part does not fit', () => {
    expect(() => check(text.replace('index 150', 'index 151'))).toThrow('is not number 151 of the 301 entries');
    expect(() => check(text.replace('\n301\n', '\n302\n'))).toThrow('The checkpoint in the proof is not believed');
    const forged = { ...proof, disclosed: { actor: { salt: sealed.salts.actor, value: { id: 'p2', kind: 'member' } } } };
    expect(() => check(writeProof(forged))).toThrow('What is disclosed as "actor" is not what the entry was made with');
    const leaf = new Uint8Array(Buffer.from(Buffer.from(sealed.leaf).toString().replace('locked', 'opened')));
    expect(() => check(writeProof({ ...proof, leaf }))).toThrow('is not number 150 of the 301 entries');
    expect(() => checkProof(readProof(text), { ...trust, origin: 'sabha.test/other' })).toThrow('not of sabha.test/other');
  });

  it('holds with no character of it altered', () => {
    const where = fc.integer({ min: 0, max: text.length - 1 });
    const cosignature = text.lastIndexOf('\n\u2014 '); // another one's, which is not asked for here
    fc.assert(
      fc.property(where, fc.constantFrom('A', 'b', '7', '+', '\n', ' '), (at, letter) => {
        fc.pre(at < cosignature && text[at] !== letter);
        expect(() => check(text.slice(0, at) + letter + text.slice(at + 1))).toThrow(ProofError);
      }),
      { numRuns: 1000 },
    );
  });

  it('is not read from anything else, and nothing else is thrown', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (some) => {
        expect(() => readProof(some)).toThrow(ProofError);
        expect(() => readProof(text.slice(0, -1 - some.length * 5))).not.toThrow(TypeError);
      }),
    );
  });
});
