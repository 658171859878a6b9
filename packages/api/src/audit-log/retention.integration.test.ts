import { readEntry } from '@sabha/audit/entry';
import { readVerifier } from '@sabha/audit/note';
import { checkProof } from '@sabha/audit/proof';
import { readProofFile } from '@sabha/audit/proof-file';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemContext } from '../core/context.ts';
import type { MemberContext } from '../core/member-context.ts';
import { createCaller } from '../root.ts';
import { auditLogParts } from '../testing/audit-log.ts';
import { type Harness, openHarness } from '../testing/harness.ts';
import { refusal, type Scheduled, schedule } from '../testing/meetings.ts';
import { as, makeMinistry } from '../testing/ministries.ts';
import { eraseOldValues } from './retention.ts';
import { createSequencer } from './sequencer.ts';

const DAY_MS = 24 * 60 * 60_000;
let harness: Harness;
let organiser: MemberContext;
let administrator: MemberContext;
let now: number;

beforeEach(async () => {
  harness = await openHarness();
  now = harness.clock.now.getTime();
  const health = await makeMinistry(harness, 'health');
  organiser = await as(harness, health, 'scheduler');
  administrator = await as(harness, health, 'administrator');
});
afterEach(() => harness.close());

/** Done so many days ago, as the clock of the application says. */
async function ago<T>(days: number, work: () => Promise<T>): Promise<T> {
  harness.clock.now = new Date(now - days * DAY_MS);
  try {
    return await work();
  } finally {
    harness.clock.now = new Date(now);
  }
}
const job = () => systemContext(harness.services, 'worker', 'job');
const rowsOf = ({ meetingId }: Scheduled) =>
  harness.owner`select * from audit_entries where meeting_id = ${meetingId} order by seq`;
const whole = async () => Number((await harness.owner`select count(salts) as n from audit_entries`)[0]?.['n']);

describe('the values of entries', () => {
  it('are erased after a year, not before, and it is recorded', async () => {
    const old = await ago(366, () => schedule(organiser));
    const young = await ago(364, () => schedule(organiser));
    await eraseOldValues(job());
    expect(await rowsOf(old)).toHaveLength(0);
    expect(await rowsOf(young)).toHaveLength(1);
    const [entry] = await harness.owner`select detail from audit_entries where event = 'audit.values_erased'`;
    expect(entry).toEqual({ detail: { entries: 1, upto: new Date(now - 365 * DAY_MS).toISOString() } });
    const before = await whole();
    await eraseOldValues(job());
    expect(await whole(), 'a second time there is nothing to do, and nothing recorded').toBe(before);
  });

  it('leave the leaf, and with it every proof that was ever made', async () => {
    const meeting = await ago(400, () => schedule(organiser));
    const sequencer = createSequencer(auditLogParts());
    await sequencer.run(job());
    const { file } = await createCaller(organiser).auditLog.proveMeeting({ meetingId: meeting.meetingId });
    const [before] = await rowsOf(meeting);
    await eraseOldValues(job());
    await sequencer.run(job());
    const [after] = await harness.owner<
      Record<string, unknown>[]
    >`select * from audit_entries where seq = ${String(before?.['seq'])}`;
    expect(after).toMatchObject({
      leaf: before?.['leaf'] as unknown,
      event: 'meeting.scheduled',
      actor_id: null,
      request_id: null,
      ministry_id: null,
      meeting_id: null,
      subject_id: null,
      detail: {},
      salts: null,
    });
    expect(readEntry(after?.['leaf'] as Buffer)).toMatchObject({ event: 'meeting.scheduled' });
    const verifiers = harness.services.settings.auditVerifiers.map(readVerifier);
    for (const proof of readProofFile(file).proofs)
      expect(checkProof(proof, { origin: verifiers[0]?.name ?? '', verifiers }).values.meeting).toBe(meeting.meetingId);
  });

  it('are held while somebody has reason to, and go when it is over', async () => {
    const [held, other] = await ago(400, () => Promise.all([schedule(organiser), schedule(organiser)]));
    const by = createCaller(administrator).auditLog;
    await by.placeHold({ meetingId: held.meetingId, reason: 'WP(C) 1/2026' });
    await eraseOldValues(job());
    const eventsOf = async (meeting: Scheduled) => (await rowsOf(meeting)).map((row) => row['event'] as string);
    expect(await eventsOf(held)).toEqual(['meeting.scheduled', 'audit.hold_placed']);
    expect(await eventsOf(other)).toEqual([]);
    await by.liftHold({ meetingId: held.meetingId });
    expect(await refusal(by.liftHold({ meetingId: held.meetingId }))).toBe('conflict');
    await eraseOldValues(job());
    expect(await eventsOf(held)).toEqual(['audit.hold_placed', 'audit.hold_lifted']);
    expect(JSON.stringify(await harness.owner`select detail from audit_entries`)).not.toContain('WP(C)');
  });

  it('are held by administrators alone', async () => {
    const { meetingId } = await schedule(organiser);
    expect(await refusal(createCaller(organiser).auditLog.placeHold({ meetingId, reason: 'mine' }))).toBe('not_allowed');
    expect(await refusal(createCaller(organiser).auditLog.liftHold({ meetingId }))).toBe('not_allowed');
  });
});

describe('the database', () => {
  const erase = (sql: postgres.Sql) => sql`select erase_audit_values(now() + interval '1 day', 1000) as erased`;

  it('lets nothing go that is younger than 180 days, whoever asks', async () => {
    await ago(179, () => schedule(organiser));
    const old = await ago(181, () => schedule(organiser));
    const application = postgres(harness.databaseUrl, { max: 1 });
    try {
      expect(await erase(application)).toEqual([{ erased: '1' }]);
      expect(await rowsOf(old)).toHaveLength(0);
      await expect(application`update audit_entries set salts = null`).rejects.toThrow(/permission denied/);
      await expect(application`update audit_holds set reason = ''`).rejects.toThrow(/permission denied/);
    } finally {
      await application.end();
    }
  });

  it('lets its owner erase nothing that is younger', async () => {
    await ago(179, () => schedule(organiser));
    const all = 'actor_id = null, request_id = null, ministry_id = null, meeting_id = null, subject_id = null';
    const young = harness.owner.unsafe(`update audit_entries set ${all}, detail = '{}', salts = null`);
    await expect(young).rejects.toThrow(/append-only/);
  });

  it.each([
    ["event = 'x'"],
    ["outcome = 'ok', salts = null"],
    ['salts = null'],
    ["leaf = 'x'"],
    ['at = now()'],
    ['detail = \'{"a":1}\''],
    ["actor_id = 'somebody'"],
  ])('lets its owner change nothing of an old entry but to erase all its values: %s', async (change) => {
    await ago(400, () => schedule(organiser));
    const old = harness.owner.unsafe(`update audit_entries set ${change} where at < now() - interval '300 days'`);
    await expect(old).rejects.toThrow(/append-only/);
  });
});
