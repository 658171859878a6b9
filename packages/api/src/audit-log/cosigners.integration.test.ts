import { makeWitnessKeys, cosign, cosignaturesOf, readWitness } from '@sabha/audit/cosignature';
import { splitNote } from '@sabha/audit/note';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { act } from '../core/act.ts';
import { type Context, systemContext } from '../core/context.ts';
import { auditLogParts } from '../testing/audit-log.ts';
import { type Harness, openHarness } from '../testing/harness.ts';
import { startWitness, type TestWitness } from '../testing/witness.ts';
import { readCheckpointNote } from './read.ts';
import { createSequencer, type Sequencer } from './sequencer.ts';

let harness: Harness;
let context: Context;
let witness: TestWitness;
let sequencer: Sequencer;

const began = () => createSequencer({ ...auditLogParts(), witnesses: [witness.address] });
beforeEach(async () => {
  harness = await openHarness();
  context = systemContext(harness.services, 'worker', 'job');
  witness = await startWitness(harness.services.settings.auditVerifiers[0] ?? '');
  sequencer = began();
});
afterEach(async () => {
  await witness.close();
  await harness.close();
});

async function grow(): Promise<void> {
  await act(context, ({ record }) => {
    record({ event: 'department.added', outcome: 'ok' });
    return Promise.resolve();
  });
  await sequencer.run(context);
}
async function published() {
  const note = splitNote((await readCheckpointNote(harness.services)) ?? '');
  return { size: Number(note.text.split('\n')[1]), witnesses: cosignaturesOf(note, [readWitness(witness.address.verifier)]) };
}
const vouched = [{ name: 'witness.test', seconds: 1_800_000_000 }];
const codes = () => harness.logged.flatMap((line) => (JSON.parse(line) as { code?: string }).code ?? []);

it('a head is shown with the word of its witness, also when worker or witness begin anew', async () => {
  await grow();
  await grow();
  expect(await published()).toEqual({ size: witness.memory.last?.size, witnesses: vouched });
  sequencer = began();
  await grow();
  expect((await published()).witnesses).toEqual(vouched);
  witness.memory.last = null; // a witness without a memory begins at nothing
  await grow();
  expect((await published()).witnesses).toEqual(vouched);
});

it('a witness that is silent holds up nobody: the head before it is shown for ten seconds, then the new one', async () => {
  await grow();
  const before = await published();
  await witness.close();
  await grow();
  expect(await published()).toEqual(before);
  harness.clock.now = new Date(harness.clock.now.getTime() + 10_001);
  expect(await published()).toEqual({ size: before.size + 1, witnesses: [] });
  expect(codes()).toContain('audit.witness_away');
});

it('a witness that has seen more than there is, or another history, is heard', async () => {
  await grow();
  const { last } = witness.memory;
  witness.memory.last = { size: 1_000, root: new Uint8Array(32) };
  await grow();
  expect(codes()).toContain('audit.witness_saw_more');
  witness.memory.last = { size: last?.size ?? 0, root: new Uint8Array(32) };
  await grow();
  expect(codes()).toContain('audit.witness_refused');
});

it.each([
  ['nothing', () => ''],
  ['no line', () => 'thanks\n'],
  [
    'the line of another text',
    () => cosign('another\n1\n', { key: makeWitnessKeys('witness.test', new Uint8Array(32).fill(5)).signer, seconds: 1 }),
  ],
  [
    'a line of somebody else',
    () => cosign('x\n', { key: makeWitnessKeys('other.test', new Uint8Array(32).fill(6)).signer, seconds: 1 }),
  ],
])('is not believed when it answers with %s', async (_, answer) => {
  witness.instead.answer = answer;
  await grow();
  expect(await harness.owner`select 1 from audit_cosignatures`).toHaveLength(0);
});

it('of what it answers only its own line is shown', async () => {
  witness.instead.answer = (line) => `${line}\u2014 stranger.test AAAAAAAAAAAA\n`;
  await grow();
  const note = await readCheckpointNote(harness.services);
  expect((await published()).witnesses).toEqual(vouched);
  expect(note).not.toContain('stranger.test');
});
