import { checkpointText, openCheckpoint } from '@sabha/audit/checkpoint';
import { makeKeys, readVerifier } from '@sabha/audit/note';
import { emptyRoot } from '@sabha/audit/tree/hash';
import { createPrivateKey } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSigner } from './signer.ts';

const origin = 'sabha.test/audit';
const seed = new Uint8Array(32).fill(5);
const keys = makeKeys(origin, seed);
const other = makeKeys(origin, new Uint8Array(32).fill(6));
const text = checkpointText({ origin, size: 0, root: emptyRoot() });
const opened = (note: string) => openCheckpoint(note, { origin, verifiers: [readVerifier(keys.verifier)] }).checkpoint.size;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sabha-signer-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string, mode: number): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

describe('the signer of the log', () => {
  it('is a key in the environment, or in a file that its owner alone reads', async () => {
    expect(opened(await openSigner(keys.signer).sign(text))).toBe(0);
    const closed = file('closed', `${keys.signer}\n`, 0o600);
    expect(opened(await openSigner(`file:${closed}`, keys.verifier).sign(text))).toBe(0);
    expect(() => openSigner(`file:${file('open', keys.signer, 0o640)}`)).toThrow('chmod 600');
  });

  it('is not another one than the verifier key that people are told', () => {
    expect(() => openSigner(keys.signer, other.verifier)).toThrow('not that of its verifier key');
  });

  it('never tells the key when it is none', () => {
    const wrong = keys.signer.replace('PRIVATE+KEY', 'PRIVATE-KEY');
    expect(() => openSigner(wrong)).toThrow(/^(?!.*PRIVATE)/);
  });

  /** As a program in front of a device would: the key is its own affair. */
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const pem = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ format: 'pem', type: 'pkcs8' });
  const program = (name: string, body: string) => `exec:${file(name, `#!${process.execPath}\n${body}`, 0o700)}`;
  const signing = `
    const { sign } = require('node:crypto');
    process.stdin.setEncoding('utf8').on('data', (part) => (said = (globalThis.said ?? '') + part));
    process.stdin.on('end', () => process.stdout.write(sign(null, Buffer.from(said), ${JSON.stringify(pem)}).toString('base64')));`;

  it('is a program that signs with a key which never leaves its device', async () => {
    const note = await openSigner(program('device', signing), keys.verifier).sign(text);
    expect(opened(note)).toBe(0);
    expect(note, 'the same as the key itself would write').toBe(await openSigner(keys.signer).sign(text));
  });

  it('that is a program needs its verifier key', () => {
    expect(() => openSigner('exec:/bin/true')).toThrow('verifier key must be named');
  });

  it.each([
    ['gives nothing', 'process.exit(0)', 'no signature of'],
    ['fails', 'process.exit(3)', 'exit code 3'],
    ['gives what is no signature', "process.stdout.write('AAAA')", 'no signature of'],
    ['signs with another key', signing.replace('Buffer.from(said)', "Buffer.from(said + ' ')"), 'no signature of'],
    [
      'would see our environment',
      'process.exit(Object.keys(process.env).some((name) => !/^(PATH|PWD|SHLVL|_)$/.test(name)) ? 9 : 4)',
      'exit code 4',
    ],
  ])('is not believed when it %s', async (_, body, why) => {
    const signer = openSigner(program(`bad-${_.replaceAll(' ', '-')}`, body), keys.verifier);
    await expect(signer.sign(text)).rejects.toThrow(why);
  });

  it('that cannot be run says so', async () => {
    await expect(openSigner('exec:/nowhere/signer', keys.verifier).sign(text)).rejects.toThrow('cannot be run');
  });
});
