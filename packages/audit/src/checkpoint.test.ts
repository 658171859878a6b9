import { describe, expect, it } from 'vitest';
import { checkpointText, openCheckpoint, readCheckpoint } from './checkpoint.ts';
import { cosign, cosignaturesOf, makeWitnessKeys, readWitness } from './cosignature.ts';
import { makeKeys, NoteError, readVerifier, signNote, splitNote } from './note.ts';
import { emptyRoot } from './tree/hash.ts';

const root = new Uint8Array(32).fill(6);
const head = { origin: 'sabha.test/audit', size: 20_852_163, root };
const text = checkpointText(head);
const keys = makeKeys(head.origin, new Uint8Array(32).fill(1));
const log = { origin: head.origin, verifiers: [readVerifier(keys.verifier)] };

describe('a checkpoint', () => {
  it('is three lines, signed, and read as it was written', () => {
    expect(text).toBe('sabha.test/audit\n20852163\nBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgY=\n');
    expect(openCheckpoint(signNote(text, keys.signer), log)).toEqual({ checkpoint: head, text, signers: [head.origin] });
  });

  it('of another log is not believed, though the same key signed it', () => {
    const other = signNote(checkpointText({ ...head, origin: 'sabha.test/other' }), keys.signer);
    expect(() => openCheckpoint(other, log)).toThrow('of sabha.test/other, not of sabha.test/audit');
  });

  it.each([
    ['a size with a zero before it', text.replace('\n2', '\n02')],
    ['a size below nothing', text.replace('\n2', '\n-2')],
    ['a size that no number holds', text.replace('20852163', '99999999999999999')],
    ['a root that is cut', text.replace('Y=', '=')],
    ['no root', text.split('\n').slice(0, 2).join('\n') + '\n'],
    ['no origin', text.replace(head.origin, '')],
    ['an empty line', text + '\n'],
    ['a root of its own without an entry', text.replace('20852163', '0')],
  ])('cannot have %s', (_, changed) => {
    expect(() => readCheckpoint(changed)).toThrow(NoteError);
  });

  it('of a log without an entry has the root of nothing', () => {
    const empty = { ...head, size: 0, root: emptyRoot() };
    expect(readCheckpoint(checkpointText(empty))).toEqual(empty);
  });

  it('may have lines more, which are passed over', () => {
    expect(readCheckpoint(`${text}more\n`)).toEqual(head);
  });
});

describe('a cosignature', () => {
  const witness = makeWitnessKeys('witness.test/w1', new Uint8Array(32).fill(2));
  const witnesses = [readWitness(witness.verifier)];
  const line = cosign(text, { key: witness.signer, seconds: 1_679_315_147 });
  const under = (changed: string, ...lines: string[]) =>
    cosignaturesOf(splitNote(signNote(changed, keys.signer) + lines.join('')), witnesses);

  it('says who and when', () => {
    expect(under(text, line)).toEqual([{ name: 'witness.test/w1', seconds: 1_679_315_147 }]);
    expect(under(text, line, line), 'once, however often it stands there').toHaveLength(1);
  });

  it('is none of another text, time, witness or kind of key', () => {
    expect(under(text.replace('163', '164'), line)).toEqual([]);
    const bytes = Buffer.from(line.split(' ')[2]!, 'base64');
    bytes[11]! ^= 1; // the last byte of the time
    expect(under(text, `\u2014 witness.test/w1 ${bytes.toString('base64')}\n`)).toEqual([]);
    const other = makeWitnessKeys('witness.test/w1', new Uint8Array(32).fill(3));
    expect(under(text, cosign(text, { key: other.signer, seconds: 1 }))).toEqual([]);
    const plain = makeKeys('witness.test/w1', new Uint8Array(32).fill(2));
    expect(() => readWitness(plain.verifier)).toThrow(NoteError);
    expect(() => cosign(text, { key: plain.signer, seconds: 1 })).toThrow(NoteError);
  });

  it('does not make a checkpoint that the log has not signed', () => {
    expect(() => openCheckpoint(`${text}\n${line}`, log)).toThrow('nobody who is known has signed it');
  });
});
