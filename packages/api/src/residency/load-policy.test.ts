import { makeKeys, signNote } from '@sabha/audit/note';
import { policyStatement } from '@sabha/domain/residency/policy-note';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { loadPolicy } from './load-policy.ts';

const whole = await readFile(new URL('../../../../infra/residency/laptop.yaml', import.meta.url), 'utf8');
const [officer, somebody] = [1, 2].map((seed) => makeKeys(`key-${seed}`, new Uint8Array(32).fill(seed))) as [
  ReturnType<typeof makeKeys>,
  ReturnType<typeof makeKeys>,
];

type Change = Readonly<{ text?: string; signedText?: string; version?: number; signer?: string; note?: string }>;

/** A policy on disk with the note beside it; unless told otherwise, all is well. */
async function onDisk({ text = whole, signedText = text, version = 1, signer = officer.signer, note }: Change = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'sabha-policy-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'residency.yaml');
  const sha256 = createHash('sha256').update(signedText).digest('hex');
  await writeFile(file, text);
  await writeFile(`${file}.note`, note ?? signNote(policyStatement({ version, sha256 }), signer));
  return { file, sha256 };
}

it('is the policy, its hash, and who vouches for it', async () => {
  const { file, sha256 } = await onDisk();
  const loaded = await loadPolicy({ file, verifiers: [somebody.verifier, officer.verifier] });
  expect(loaded).toMatchObject({ hash: sha256, signers: ['key-1'], policy: { version: 1, country: 'IN' } });
});

it.each([
  ['changed after it was signed', { text: whole.replace('127.0.0.0/8', '0.0.0.0/0'), signedText: whole }, /changed after/],
  ['signed by nobody we know', { signer: somebody.signer }, /nobody who is known/],
  ['signed as another version', { version: 2 }, /is version 1, but version 2 was signed/],
  ['beside a note about something else', { note: signNote('a shopping list\n', officer.signer) }, /something else/],
  ['beside no note', { note: '' }, /no signed note/],
  ['not whole, though signed', { text: whole.replace('region: laptop', 'region:') }, /sites\.laptop\.region/],
] as const)('is not loaded when it is %s', async (_what, change, why) => {
  const { file } = await onDisk(change);
  await expect(loadPolicy({ file, verifiers: [officer.verifier] })).rejects.toThrow(why);
});

it('is not loaded when it is not there', async () => {
  const { file } = await onDisk();
  await expect(loadPolicy({ file: `${file}.gone`, verifiers: [officer.verifier] })).rejects.toThrow(/ENOENT/);
});
