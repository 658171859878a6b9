import { connect } from '@sabha/db/connect';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Harness, openHarness } from '../testing/harness.ts';
import { createSequencer } from '../audit-log/sequencer.ts';
import { auditLogParts, testMemory } from '../testing/audit-log.ts';
import { act } from './act.ts';
import { systemContext } from './context.ts';
import { readReadiness } from './readiness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
  await sequence();
});
afterAll(() => harness.close());
beforeEach(() => harness.owner`delete from pgboss.job`);

/** The clock of a test may begin up to a minute before the real one, which the database goes by. */
const sequence = () => createSequencer(auditLogParts(memory)).run(systemContext(harness.services, 'worker', 'job'));
const memory = testMemory();
const isThere = () => Promise.resolve(true);
/** The worker's turn, done so many seconds ago. */
const turn = (seconds: number) => harness.owner`
  insert into pgboss.job (name, state, completed_on)
  values ('attendance.reconcile', 'completed', now() - make_interval(secs => ${seconds}))`;
/** A mail that nobody has taken for so many seconds. */
const untaken = (seconds: number) => harness.owner`
  insert into pgboss.job (name, state, start_after, created_on)
  values ('mail.invitation', 'created', now() - make_interval(secs => ${seconds}), now() - make_interval(secs => ${seconds}))`;
const whole = { database: 'ok', media: 'ok', worker: 'ok', mailQueue: 'ok', auditLog: 'ok', identity: 'ok' };

it('is whole when each part does its work', async () => {
  await turn(5);
  await untaken(5);
  expect(await readReadiness(harness.services, isThere)).toEqual({ status: 'ok', parts: whole });
});

it('tells of a worker that has done no turn for a while, or never', async () => {
  const degraded = { status: 'degraded', parts: { ...whole, worker: 'stalled' } };
  expect(await readReadiness(harness.services, isThere)).toEqual(degraded);
  await turn(60);
  expect(await readReadiness(harness.services, isThere)).toEqual(degraded);
});

it('tells of mail that nobody takes', async () => {
  await turn(5);
  await untaken(120);
  const parts = { ...whole, mailQueue: 'stalled' };
  expect(await readReadiness(harness.services, isThere)).toEqual({ status: 'degraded', parts });
});

it('tells of entries that nobody puts under a signed head', async () => {
  await turn(5);
  const entry = () =>
    act(harness.context({ kind: 'system', name: 'worker' }), async ({ record }) =>
      record({ event: 'expired.cleaned', outcome: 'ok' }),
    );
  const { now } = harness.clock;
  harness.clock.now = new Date(Date.now() - 120_000);
  await entry();
  harness.clock.now = now;
  const parts = { ...whole, auditLog: 'stalled' };
  expect(await readReadiness(harness.services, isThere)).toEqual({ status: 'degraded', parts });
  await sequence();
  expect(await readReadiness(harness.services, isThere)).toEqual({ status: 'ok', parts: whole });
});

it.each([
  ['says no', () => Promise.resolve(false)],
  ['fails', () => Promise.reject(new Error('no route'))],
  ['never answers', () => new Promise<boolean>(() => undefined)],
] as [string, () => Promise<boolean>][])('tells of an identity provider that %s', async (...[, isIdentityThere]) => {
  await turn(5);
  const parts = { ...whole, identity: 'down' };
  expect(await readReadiness(harness.services, isIdentityThere)).toEqual({ status: 'degraded', parts });
});

it('tells of a media server that is gone', async () => {
  await turn(5);
  const media = { ...harness.services.media, isHealthy: () => Promise.resolve(false) };
  const parts = { ...whole, media: 'down' };
  expect(await readReadiness({ ...harness.services, media }, isThere)).toEqual({ status: 'degraded', parts });
});

it('is down without the database, and says so in seconds', async () => {
  const nowhere = connect('postgres://nobody:none@127.0.0.1:1/none', 1);
  const parts = { ...whole, database: 'down', worker: 'down', mailQueue: 'down', auditLog: 'down' };
  expect(await readReadiness({ ...harness.services, db: nowhere.db }, isThere)).toEqual({ status: 'down', parts });
  await nowhere.close();
});
