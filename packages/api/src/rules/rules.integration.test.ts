import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSequencer } from '../audit-log/sequencer.ts';
import { timeServerAt, type TestTimeServer } from '../testing/time-server.ts';
import { watchClock } from '../clock/watch-clock.ts';
import { systemContext } from '../core/context.ts';
import type { Services } from '../core/services.ts';
import { createCaller } from '../root.ts';
import { auditLogParts, testMemory } from '../testing/audit-log.ts';
import { type Harness, openHarness } from '../testing/harness.ts';
import { refusal, schedule } from '../testing/meetings.ts';
import { as, makeMinistry, type Ministry } from '../testing/ministries.ts';

let harness: Harness;
let health: Ministry;
const servers: TestTimeServer[] = [];
beforeEach(async () => {
  harness = await openHarness();
  health = await makeMinistry(harness, 'health');
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
  await harness.close();
});

async function timeServer(aheadMs: number): Promise<TestTimeServer> {
  const server = await timeServerAt(() => Date.now() + aheadMs);
  servers.push(server);
  return server;
}
/** The database has the real time, so whoever is held against it has it, too. */
const real = (aheadMs = 0): Services => ({ ...harness.services, clock: () => new Date(Date.now() + aheadMs) });
const context = (services: Services = harness.services) => systemContext(services, 'worker', 'job');
const rulesOf = async (services: Services = harness.services) => {
  const member = await as(harness, health, 'administrator');
  const { rules } = await createCaller({ ...member, services }).status.rules({});
  return Object.fromEntries(rules.map(({ rule, state, why }) => [rule, `${state}: ${why}`]));
};
const alarms = async () =>
  (await harness.owner`select subject from residency_alarms where kind = 'clock_off' and cleared_at is null`).map(
    (row) => row['subject'] as string,
  );
const changes = async () =>
  (await harness.owner`select detail from audit_entries where event = 'clock.source_changed' order by seq`).map(
    (row) => row['detail'] as unknown,
  );

describe('the clock', () => {
  it('is held against its sources, and no further than a second off', async () => {
    const right = await timeServer(120);
    await watchClock(context(real()), [right]);
    expect(await alarms()).toEqual([]);
    const { clocks } = await createCaller(await as(harness, health, 'administrator')).status.rules({});
    expect(clocks?.sources).toMatchObject([{ host: '127.0.0.1', answer: { stratum: 2 } }]);
    expect(Math.abs((clocks?.offsetMs ?? 0) - 120)).toBeLessThan(100);
    expect(await rulesOf(real())).toMatchObject({ clock_right: 'green: right', clock_followed: 'red: other_source' });
  });

  it('alarms when it is off by more, once, and is over when it is right again', async () => {
    const late = await timeServer(1_500);
    await watchClock(context(real()), [late]);
    await watchClock(context(real()), [late]);
    expect(await alarms()).toEqual(expect.arrayContaining(['worker']));
    expect(await rulesOf(real())).toMatchObject({ clock_right: 'red: off' });
    const raised =
      await harness.owner`select 1 from audit_entries where event = 'residency.alarm_raised' and subject_id = 'worker'`;
    expect(raised).toHaveLength(1);
    await watchClock(context(real()), [await timeServer(0)]);
    expect(await alarms()).toEqual([]);
  });

  it('alarms about the database, too, whose clock dates what the service does not', async () => {
    await watchClock(context(real(-5_000)), [await timeServer(-5_000)]);
    expect(await alarms()).toEqual(['database']);
  });

  it('is not moved by one source that lies', async () => {
    await watchClock(context(real()), [await timeServer(0), await timeServer(90_000), await timeServer(10)]);
    expect(await alarms()).toEqual([]);
  });

  it('is unknown where nobody answers, and when nobody has looked lately', async () => {
    const gone = await timeServer(0);
    await gone.close();
    await watchClock(context(real()), [gone]);
    expect(await rulesOf(real())).toMatchObject({ clock_right: 'unknown: silent' });
    expect(await rulesOf(real(301_000))).toMatchObject({ clock_right: 'unknown: not_looked' });
  });

  it('whom it follows is recorded when it changes', async () => {
    await watchClock(context(real()), []);
    await watchClock(context(real()), []);
    const server = await timeServer(0);
    await watchClock(context(real()), [server]);
    await server.close();
    await watchClock(context(real()), [server]);
    expect(await changes()).toEqual([
      { sources: 'none', before: null },
      { sources: '127.0.0.1', before: 'none' },
      { sources: '127.0.0.1, silent', before: '127.0.0.1' },
    ]);
  });
});

describe('the rules', () => {
  it('tell of entries under no head, and are green when they are', async () => {
    await schedule(await as(harness, health, 'scheduler'));
    harness.clock.now = new Date(harness.clock.now.getTime() + 11_000);
    expect(await rulesOf()).toMatchObject({ log_signed: 'red: never', log_witnessed: 'unknown: never' });
    await createSequencer(auditLogParts(testMemory())).run(context());
    expect(await rulesOf()).toMatchObject({ log_signed: 'green: signed', log_witnessed: 'red: alone' });
    harness.clock.now = new Date(harness.clock.now.getTime() + 11_000);
    await schedule(await as(harness, health, 'scheduler'));
    harness.clock.now = new Date(harness.clock.now.getTime() + 11_000);
    expect(await rulesOf()).toMatchObject({ log_signed: 'red: behind' });
  });

  it('tell of values that are kept too long, and not of those that are held', async () => {
    const year = 367 * 86_400_000;
    harness.clock.now = new Date(harness.clock.now.getTime() - year);
    const old = await schedule(await as(harness, health, 'scheduler'));
    harness.clock.now = new Date(harness.clock.now.getTime() + year);
    expect(await rulesOf()).toMatchObject({ values_erased: 'red: overdue', logs_kept: 'green: kept' });
    await harness.owner`insert into audit_holds (id, meeting_id, reason, placed_at) values (${crypto.randomUUID()}, ${old.meetingId}, 'x', now())`;
    expect(await rulesOf()).toMatchObject({ values_erased: 'green: erased' });
  });

  it('tell of a role that could change the log', async () => {
    expect(await rulesOf()).toMatchObject({ log_unchangeable: 'green: unchangeable' });
    await harness.owner`grant update (detail) on audit_entries to sabha_app`;
    expect(await rulesOf()).toMatchObject({ log_unchangeable: 'red: changeable' });
  });

  it('tell of values that were erased too early, by somebody who took the triggers away', async () => {
    await schedule(await as(harness, health, 'scheduler'));
    await harness.owner.begin(async (owner: postgres.TransactionSql) => {
      await owner`alter table audit_entries disable trigger all`;
      await owner`update audit_entries set salts = null where event = 'meeting.scheduled'`;
      await owner`alter table audit_entries enable always trigger audit_entries_append_only`;
    });
    expect(await rulesOf()).toMatchObject({ logs_kept: 'red: erased_early' });
  });

  it('tell of an incident that was reported to nobody in six hours, to its own ministry alone', async () => {
    const administrator = await as(harness, health, 'administrator');
    const noticedAt = new Date(harness.clock.now.getTime() - 7 * 3_600_000).toISOString();
    await createCaller(administrator).incident.open({ ministryId: health.ministryId, type: 'data_breach', noticedAt });
    expect(await rulesOf()).toMatchObject({ incidents_reported: 'red: overdue' });
    const other = await as(harness, await makeMinistry(harness, 'finance'), 'administrator');
    const { rules } = await createCaller(other).status.rules({});
    expect(rules.find(({ rule }) => rule === 'incidents_reported')).toMatchObject({ state: 'green' });
  });

  it('are for administrators', async () => {
    const member = await as(harness, health, 'scheduler');
    expect(await refusal(createCaller(member).status.rules({}))).toBe('not_allowed');
    expect(await refusal(createCaller(harness.context({ kind: 'anonymous' })).status.rules({}))).toBe('not_signed_in');
  });
});
