import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createCaller } from '../root.ts';
import { auditLogParts } from '../testing/audit-log.ts';
import { type Harness, openHarness } from '../testing/harness.ts';
import { as, makeMinistry, type Ministry } from '../testing/ministries.ts';
import { startJobs, type RunningJobs } from './start-jobs.ts';

let harness: Harness;
let home: Ministry;
let running: RunningJobs;

beforeAll(async () => {
  harness = await openHarness();
  home = await makeMinistry(harness, 'mailers');
  running = await start();
});
afterAll(async () => {
  await running.close(1_000);
  await harness.close();
});

function start(): Promise<RunningJobs> {
  const { SMTP_URL, MAIL_FROM, SABHA_RECEIPT_SIGNER } = inject('sabha').env;
  return startJobs({
    databaseUrl: harness.databaseUrl,
    services: harness.services,
    mail: { smtpUrl: SMTP_URL, from: MAIL_FROM },
    receiptSigner: SABHA_RECEIPT_SIGNER,
    auditLog: auditLogParts(),
  });
}

const unique = () => `p${crypto.randomUUID()}@elsewhere.example`;
const events = (meetingId: string) =>
  harness.owner<{ event: string; occasion: string }[]>`select event, detail->>'occasion' as occasion from audit_entries
    where meeting_id = ${meetingId} and event like 'invitation.%' order by seq`;
const plan = (invitees: { email: string; name: string }[], title = 'Budget review') => ({
  departmentId: home.departmentId,
  title,
  startsAt: new Date(harness.clock.now.getTime() + 3_600_000).toISOString(),
  durationMinutes: 30,
  invitees,
});
const settled = async (meetingId: string) =>
  (await harness.owner`select 1 from pgboss.job where data->>'meetingId' = ${meetingId} and state <> 'completed'`).length === 0;

describe('mail about a meeting', () => {
  it('leaves once for each of the invited, then for a change, then for a cancellation', async () => {
    const scheduler = createCaller(await as(harness, home, 'scheduler'));
    const invitees = [{ email: unique(), name: 'A' }];
    const { meetingId } = await scheduler.meeting.schedule(plan(invitees));
    await expect.poll(() => events(meetingId), { timeout: 10_000 }).toMatchObject([{ occasion: 'invitation' }]);
    const { departmentId: _d, ...changed } = plan(invitees, 'Another title');
    await scheduler.meeting.edit({ meetingId, ...changed });
    await expect
      .poll(async () => (await events(meetingId)).map((e) => e.occasion), { timeout: 10_000 })
      .toEqual(['invitation', 'changed']);
    await scheduler.meeting.cancel({ meetingId });
    await expect
      .poll(async () => (await events(meetingId)).map((e) => e.occasion), { timeout: 10_000 })
      .toEqual(['invitation', 'changed', 'cancelled']);
    await expect.poll(() => settled(meetingId)).toBe(true);
    expect(await events(meetingId)).toHaveLength(3);
  });

  it('is not sent again by a job that runs twice, and tells who comes back anew', async () => {
    const scheduler = createCaller(await as(harness, home, 'scheduler'));
    const a = { email: unique(), name: 'A' };
    const b = { email: unique(), name: 'B' };
    const { meetingId } = await scheduler.meeting.schedule(plan([a, b]));
    await expect.poll(() => events(meetingId), { timeout: 10_000 }).toHaveLength(2);
    const { db, jobs } = harness.services;
    const done = await harness.owner<{ data: { meetingId: string; inviteeId: string; sequence: number } }[]>`
      select data from pgboss.job where data->>'meetingId' = ${meetingId}`;
    await db.transaction(async (tx) => {
      for (const { data } of done) await jobs.enqueue(tx, 'mail.invitation', data);
    });
    const { departmentId: _d, ...without } = plan([b]);
    await scheduler.meeting.edit({ meetingId, ...without });
    const { departmentId: _e, ...again } = plan([a, b]);
    await scheduler.meeting.edit({ meetingId, ...again });
    await expect.poll(() => settled(meetingId), { timeout: 20_000 }).toBe(true);
    const [row] =
      await harness.owner`select mailed_sequence, removed_at from invitees where meeting_id = ${meetingId} and email = ${a.email}`;
    expect(row).toMatchObject({ mailed_sequence: 2, removed_at: null });
    const told = (await events(meetingId)).map((e) => e.occasion);
    // The withdrawal and the return may be told by one mail when they follow so closely; never is anything told twice.
    expect(told.filter((occasion) => occasion === 'invitation')).toHaveLength(2);
    expect(told.length).toBeLessThanOrEqual(4);
  });

  it('tells the organiser what an administrator did, while they are of the ministry', async () => {
    const ministry = await makeMinistry(harness, 'organisers');
    const [scheduler, administrator] = [await as(harness, ministry, 'scheduler'), await as(harness, ministry, 'administrator')];
    const whole = { ...plan([]), departmentId: ministry.departmentId };
    const { departmentId: _d, ...state } = whole;
    const { meetingId } = await createCaller(scheduler).meeting.schedule(whole);
    const told = () => harness.owner`select subject_id, detail->>'by' as by from audit_entries
      where event = 'organiser.told' and meeting_id = ${meetingId}`;
    await createCaller(administrator).meeting.edit({ meetingId, ...state, title: 'By another' });
    await expect
      .poll(told, { timeout: 10_000 })
      .toEqual([{ subject_id: ministry.personIds.scheduler, by: ministry.personIds.administrator }]);
    await createCaller(administrator).organisation.removeMember({ membershipId: ministry.membershipIds.scheduler });
    await createCaller(administrator).meeting.cancel({ meetingId });
    await expect.poll(() => settled(meetingId), { timeout: 10_000 }).toBe(true);
    expect(await told()).toHaveLength(1);
  });

  it('keeps the queue free of addresses and passcodes', async () => {
    const rows = await harness.owner<{ text: string }[]>`select row_to_json(j)::text as text from pgboss.job j`;
    expect(rows.length).toBeGreaterThan(0);
    for (const { text } of rows) expect(text).not.toMatch(/@/);
  });
});

it('cleans away what has expired and records how much', async () => {
  const { owner, services } = harness;
  const old = new Date(Date.now() - 30 * 24 * 3_600_000);
  await owner`insert into sessions (id, token_hash, person_id, expires_at) values (gen_random_uuid(), 'x', ${home.personIds.member}, ${old})`;
  await owner`insert into sign_in_links (email, token_hash, expires_at) values ('a@b.example', 'y', ${old})`;
  await owner`insert into rate_limits (key, points, expire) values ('z', 1, ${old})`;
  await owner`insert into webhook_events (id, event, received_at) values ('w', 'x', ${old})`;
  await services.db.transaction((tx) => services.jobs.enqueue(tx, 'clean.expired', {}));
  await expect
    .poll(() => owner`select detail from audit_entries where event = 'expired.cleaned'`, { timeout: 10_000 })
    .toMatchObject([{ detail: { sessions: 1, links: 1, counters: 1, webhookEvents: 1 } }]);
});

it('refuses a payload that is none', async () => {
  const { db, jobs } = harness.services;
  await expect(
    db.transaction((tx) => jobs.enqueue(tx, 'mail.invitation', { meetingId: 'x', inviteeId: 'y', sequence: -1 })),
  ).rejects.toThrow();
});

it('is well while the database is, and says so', async () => expect(await running.isHealthy()).toBe(true));
