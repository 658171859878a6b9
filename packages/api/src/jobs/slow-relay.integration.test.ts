/** What a mail server does that takes connections and answers nothing: to mails, and to everybody else. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import postgres from 'postgres';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { createCaller } from '../root.ts';
import { auditLogParts } from '../testing/audit-log.ts';
import { type Harness, openHarness } from '../testing/harness.ts';
import { as, makeMinistry, type Ministry } from '../testing/ministries.ts';
import { type RunningJobs, startJobs } from './start-jobs.ts';

let harness: Harness;
let home: Ministry;
let running: RunningJobs;
/** Sees what all of the application's connections do. */
let superuser: postgres.Sql;
let isHanging = true;
const held: (() => void)[] = [];
const taken: string[] = [];

const relay = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onData(stream, { envelope }, done) {
    stream.resume();
    stream.on('end', () => {
      const take = () => {
        taken.push(...envelope.rcptTo.map(({ address }) => address));
        done();
      };
      if (isHanging) held.push(take);
      else take();
    });
  },
});

beforeAll(async () => {
  harness = await openHarness();
  home = await makeMinistry(harness, 'patience');
  const { superuserUrl, env } = inject('sabha');
  superuser = postgres(superuserUrl, { max: 1 });
  const listening = relay.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  const mail = { smtpUrl: `smtp://127.0.0.1:${port}`, from: 'no-reply@sabha.localhost' };
  running = await startJobs({
    databaseUrl: harness.databaseUrl,
    services: harness.services,
    mail,
    receiptSigner: env.SABHA_RECEIPT_SIGNER,
    auditLog: auditLogParts(),
  });
});
afterAll(async () => {
  release();
  await running.close(1_000);
  await new Promise<void>((resolve) => relay.close(() => resolve()));
  await Promise.all([superuser.end(), harness.close()]);
});
beforeEach(() => {
  isHanging = true;
});

/** Lets go of the mails that are held. */
function release(): void {
  isHanging = false;
  for (const take of held.splice(0)) take();
}

const unique = () => `p${crypto.randomUUID()}@elsewhere.example`;
const plan = (emails: readonly string[], title = 'Budget review') => ({
  title,
  startsAt: new Date(harness.clock.now.getTime() + 3_600_000).toISOString(),
  durationMinutes: 30,
  invitees: emails.map((email) => ({ email, name: 'A' })),
});
const scheduler = async () => createCaller(await as(harness, home, 'scheduler')).meeting;
const told = (email: string) => taken.filter((address) => address === email).length;

it('holds up nobody who edits the meeting, and holds no transaction open', async () => {
  const emails = [unique(), unique()];
  const meetings = await scheduler();
  const { meetingId } = await meetings.schedule({ departmentId: home.departmentId, ...plan(emails) });
  await expect.poll(() => held.length, { timeout: 10_000 }).toBe(2);
  const name = new URL(harness.databaseUrl).pathname.slice(1);
  const busy =
    await superuser`select state, query from pg_stat_activity where datname = ${name} and state like 'idle in transaction%'`;
  expect(busy).toEqual([]);
  const began = performance.now();
  await meetings.edit({ meetingId, ...plan(emails, 'Another title') });
  await meetings.edit({ meetingId, ...plan([emails[0]!], 'Another title') });
  expect(performance.now() - began).toBeLessThan(3_000);
  release();
  // Each is told the last state after the first mail, and none twice, although three jobs were made for one of them.
  await expect
    .poll(
      () => harness.owner`select mailed_sequence from invitees where meeting_id = ${meetingId} order by removed_at nulls first`,
      {
        timeout: 40_000,
      },
    )
    .toEqual([{ mailed_sequence: 2 }, { mailed_sequence: 2 }]);
  const sent = await harness.owner`select subject_id, detail->>'sequence' as sequence from audit_entries
    where meeting_id = ${meetingId} and event = 'invitation.sent'`;
  expect(new Set(sent.map((row) => `${String(row['subject_id'])} ${String(row['sequence'])}`)).size).toBe(sent.length);
  expect(emails.map(told)).toEqual([2, 2]);
}, 60_000);

it('does not keep the reconciler from its turn', async () => {
  const emails = Array.from({ length: 12 }, unique);
  await (await scheduler()).schedule({ departmentId: home.departmentId, ...plan(emails) });
  await expect.poll(() => held.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(2);
  const done = () => harness.owner<{ n: number }[]>`
    select count(*)::int as n from pgboss.job where name = 'attendance.reconcile' and state = 'completed' and completed_on > ${since}`;
  const since = new Date();
  await expect.poll(async () => (await done())[0]?.n, { timeout: 25_000 }).toBeGreaterThan(0);
  expect(held.length).toBeGreaterThanOrEqual(2);
  release();
  await expect.poll(() => emails.map(told), { timeout: 20_000 }).toEqual(emails.map(() => 1));
}, 60_000);

it('does not take a minute to mail what was asked for at once', async () => {
  isHanging = false;
  const emails = Array.from({ length: 60 }, unique);
  await (await scheduler()).schedule({ departmentId: home.departmentId, ...plan(emails) });
  await expect.poll(() => emails.map(told), { timeout: 15_000 }).toEqual(emails.map(() => 1));
}, 30_000);
