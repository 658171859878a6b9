import { sealEntry } from '@sabha/audit/entry';
import { writeProofFile } from '@sabha/audit/proof-file';
import { makeKeys, signNote } from '@sabha/audit/note';
import { checkpointText } from '@sabha/audit/checkpoint';
import { leafHash } from '@sabha/audit/tree/hash';
import { describe, expect, it } from 'vitest';
import { browserPrimitives, scripted } from './browser-crypto.ts';
import { checkProofFile } from './check.ts';

const keys = makeKeys('sabha.test/audit', new Uint8Array(32).fill(1));
const values = { actor: null, detail: {}, meeting: null, ministry: null, request: null, subject: null };
const { leaf } = sealEntry({ at: new Date(0), event: 'meeting.locked', outcome: 'ok', values }, (bytes) => new Uint8Array(bytes));
const head = { origin: 'sabha.test/audit', size: 1, root: leafHash(leaf) };
const proof = { leaf, disclosed: {}, index: 0, hashes: [], checkpoint: signNote(checkpointText(head), keys.signer) };
const many = (count: number) => writeProofFile({ proofs: Array.from({ length: count }, () => proof), isCut: true });
const ask = { text: many(1), keys: keys.verifier, witnesses: '' };
const quiet = () => undefined;

describe.each([
  ['browser', () => browserPrimitives(globalThis.crypto.subtle)],
  ['script', () => Promise.resolve(scripted)],
] as const)('by the cryptography of the %s', (kind, open) => {
  it('a file holds, and says that its maker has more', async () => {
    const crypto = await open();
    if (!crypto) throw new Error('this runtime has no Ed25519');
    const outcome = await checkProofFile({ ...ask, keys: `\n  ${keys.verifier}  \n\n` }, crypto, quiet);
    expect(outcome).toMatchObject({ kind: 'holds', isCut: true, by: kind, head: { checkpoint: { size: 1 } } });
  });

  it('a signature that was damaged does not', async () => {
    const crypto = await open();
    const text = ask.text.replace(/(— sabha\.test\/audit .{30})./, (_, start: string) => `${start}!`);
    const outcome = await checkProofFile({ ...ask, text: text === ask.text ? '' : text }, crypto ?? scripted, quiet);
    expect(outcome).toMatchObject({ kind: 'fails', fault: 'no_checkpoint' });
  });
});

it('a file on several heads is none: witnesses of one would seem to vouch for all', async () => {
  const note = proof.checkpoint;
  const text = writeProofFile({ proofs: [proof, { ...proof, checkpoint: `${note}\u2014 somebody AAAAAAAA\n` }], isCut: false });
  expect(await checkProofFile({ ...ask, text }, scripted, quiet)).toMatchObject({ kind: 'fails', fault: 'many_heads' });
});

describe('what is asked', () => {
  it.each([
    ['no_key', { keys: ' \n' }],
    ['bad_key', { keys: 'sabha.test/audit' }],
    ['bad_witness', { witnesses: keys.verifier }],
    ['not_a_file', { text: '' }],
  ])('is answered with %s', async (fault, more) => {
    expect(await checkProofFile({ ...ask, ...more }, scripted, quiet)).toMatchObject({ kind: 'fails', fault });
  });

  it('is told of while it goes on, and lets the page answer', async () => {
    const told: number[] = [];
    let answered = 0;
    const timer = setInterval(() => (answered += 1), 1);
    const outcome = await checkProofFile({ ...ask, text: many(5_000) }, scripted, (done) => told.push(done));
    clearInterval(timer);
    expect(outcome, 'one entry, however often it is in the file').toMatchObject({ kind: 'holds', held: { length: 1 } });
    expect(told).toEqual(told.toSorted((one, other) => one - other));
    expect(answered).toBeGreaterThanOrEqual(told.length - 1);
  });
});

it('a page without the cryptography of a browser has none', async () => {
  expect(await browserPrimitives(undefined)).toBeNull();
  const subtle = { importKey: () => Promise.reject(new DOMException('no Ed25519', 'NotSupportedError')) };
  expect(await browserPrimitives(subtle as unknown as SubtleCrypto)).toBeNull();
});
