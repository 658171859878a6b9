import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { makeKeys, NoteError, openNote, readVerifier, signNote, verifierOf } from './note.ts';

/** The example of golang.org/x/mod/sumdb/note: keys, text and signature were made by that program. */
const peter = {
  verifier: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  signer: 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
  text: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
  signature: '\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
};
const mine = makeKeys('sabha.example/policy', new Uint8Array(32).fill(7));
const verifiers = [readVerifier(mine.verifier)];

describe('a signed note', () => {
  it('is what other programs make and read', () => {
    expect(verifierOf(peter.signer)).toBe(peter.verifier);
    expect(signNote(peter.text, peter.signer)).toBe(`${peter.text}\n${peter.signature}`);
    expect(openNote(`${peter.text}\n${peter.signature}`, [readVerifier(peter.verifier)])).toEqual({
      text: peter.text,
      signers: ['PeterNeumann'],
    });
  });

  it('gives its text and who signed it, passing over strangers', () => {
    const other = makeKeys('somebody.else', new Uint8Array(32).fill(8));
    const note = signNote('version 3\n', mine.signer, other.signer);
    expect(openNote(note, verifiers)).toEqual({ text: 'version 3\n', signers: ['sabha.example/policy'] });
  });

  const note = signNote('version 3\nhash abc\n', mine.signer);
  const [, line = ''] = note.split('\n\n');
  it.each([
    ['one letter changed', note.replace('version 3', 'version 4')],
    ['a line added', note.replace('hash abc\n', 'hash abc\nmore\n')],
    ['without its signature', note.split('\n\n')[0] ?? ''],
    [
      'another key under the same name',
      signNote('version 3\n', makeKeys('sabha.example/policy', new Uint8Array(32).fill(9)).signer),
    ],
    ['a signature that was cut', note.slice(0, -10) + '\n'],
    ['a signature of another text', `version 4\n\n${line}`],
    ['nothing', ''],
    ['two good lines, one of them wrong', note + line.replace(/.{8}\n$/, 'AAAAAAA=\n')],
  ])('is not believed: %s', (_, changed) => {
    expect(() => openNote(changed, verifiers)).toThrow(NoteError);
  });

  it.each(['', 'no line break', 'a\u0000b\n', 'a\r\n', '\n'])('cannot hold the text %j', (text) => {
    expect(() => signNote(text, mine.signer)).toThrow(NoteError);
  });

  it.each([
    ['a name with a space', () => makeKeys('a b', new Uint8Array(32))],
    ['a hash that does not fit', () => readVerifier(mine.verifier.replace(/\+[0-9a-f]{8}\+/, '+00000000+'))],
    ['a signer key where a verifier key belongs', () => readVerifier(mine.signer)],
    ['no key at all', () => readVerifier('sabha')],
    ['nobody to sign', () => signNote('text\n')],
  ])('refuses %s', (_, make) => {
    expect(make).toThrow(NoteError);
  });

  it('is signed by fresh keys as by any', () => {
    const seed = Buffer.from(execFileSync('head', ['-c', '32', '/dev/urandom']));
    const keys = makeKeys('fresh', new Uint8Array(seed));
    expect(openNote(signNote('x\n', keys.signer), [readVerifier(keys.verifier)]).signers).toEqual(['fresh']);
  });
});
