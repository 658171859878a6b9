import { readVerifier } from '@sabha/audit/note';
import { checkProof, type Proven } from '@sabha/audit/proof';
import { readProofFile } from '@sabha/audit/proof-file';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemContext } from '../core/context.ts';
import type { MemberContext } from '../core/member-context.ts';
import { createCaller } from '../root.ts';
import { auditLogParts } from '../testing/audit-log.ts';
import { type Harness, openHarness } from '../testing/harness.ts';
import { browser, entriesOf, knock, refusal, schedule } from '../testing/meetings.ts';
import { as, makeMinistry, type Ministry } from '../testing/ministries.ts';
import { createSequencer } from './sequencer.ts';

let harness: Harness;
let health: Ministry;
let organiser: MemberContext;
let run: () => Promise<void>;

beforeAll(async () => {
  harness = await openHarness();
  health = await makeMinistry(harness, 'health');
  organiser = await as(harness, health, 'scheduler');
  const sequencer = createSequencer(auditLogParts());
  run = () => sequencer.run(systemContext(harness.services, 'worker', 'job'));
});
afterAll(() => harness.close());

const take = (by: MemberContext, meetingId: string) => createCaller(by).auditLog.proveMeeting({ meetingId });
function check(file: string): readonly Proven[] {
  const verifiers = harness.services.settings.auditVerifiers.map(readVerifier);
  return readProofFile(file).proofs.map((proof) => checkProof(proof, { origin: verifiers[0]?.name ?? '', verifiers }));
}

describe('the proof of a meeting', () => {
  it('holds every entry about it, whole, and is checked without us', async () => {
    const meeting = await schedule(organiser);
    await schedule(organiser);
    const { participantId } = await knock(browser(harness), meeting);
    await createCaller(organiser).host.lock({ meetingId: meeting.meetingId, locked: true });
    await run();
    const recorded = await entriesOf(harness, meeting.meetingId);
    const { file, entries } = await take(organiser, meeting.meetingId);
    const proven = check(file);
    expect(proven.map(({ entry }) => entry.event)).toEqual(recorded.map(({ event }) => event));
    expect(entries).toBe(recorded.length);
    const at = proven.findIndex(({ entry }) => entry.event === 'door.requested');
    expect(proven[at]?.values).toMatchObject({ meeting: meeting.meetingId, subject: participantId, ministry: health.ministryId });
    expect(proven.every(({ values }) => values.meeting === meeting.meetingId)).toBe(true);
  });

  it('does not hold with a value, a time or a word altered', async () => {
    const meeting = await schedule(organiser);
    await run();
    const { file } = await take(organiser, meeting.meetingId);
    const {
      proofs: [proof],
      isCut,
    } = readProofFile(file);
    expect(isCut).toBe(false);
    if (!proof) throw new Error('there is no proof');
    const verifiers = harness.services.settings.auditVerifiers.map(readVerifier);
    const log = { origin: verifiers[0]?.name ?? '', verifiers };
    const { actor } = proof.disclosed;
    if (!actor) throw new Error('nobody is disclosed');
    const other = { ...proof, disclosed: { ...proof.disclosed, actor: { ...actor, value: { id: 'x', kind: 'member' } } } };
    expect(() => checkProof(other, log)).toThrow('What is disclosed as "actor" is not what the entry was made with');
    const leaf = new Uint8Array(Buffer.from(Buffer.from(proof.leaf).toString().replace('scheduled', 'cancelled')));
    expect(() => checkProof({ ...proof, leaf }, log)).toThrow('were changed');
  });

  it('is recorded as taken, and is not there before the log was signed', async () => {
    const meeting = await schedule(organiser);
    expect(await refusal(take(organiser, meeting.meetingId))).toBe('conflict');
    await run();
    const { entries } = await take(organiser, meeting.meetingId);
    expect((await entriesOf(harness, meeting.meetingId)).at(-1)).toMatchObject({
      event: 'audit.proof_taken',
      detail: { entries },
    });
  });

  it('is for those who run the meeting, and for administrators', async () => {
    const meeting = await schedule(organiser, { access: 'ministry' });
    await run();
    expect(await refusal(take(await as(harness, health, 'member'), meeting.meetingId))).toBe('not_allowed');
    expect(await take(await as(harness, health, 'administrator'), meeting.meetingId)).toMatchObject({ entries: 1 });
  });
});
