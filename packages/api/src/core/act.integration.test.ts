import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { insertMinistry } from '@sabha/db/stores/organisation';
import { openHarness, type Harness } from '../testing/harness.ts';
import { as, makeMinistry, type Ministry } from '../testing/ministries.ts';
import { act, actTogether, authorise } from './act.ts';
import type { Context } from './context.ts';

let harness: Harness;
let home: Ministry;
let seed: Context;

beforeAll(async () => {
  harness = await openHarness();
  home = await makeMinistry(harness, 'home');
  seed = harness.context({ kind: 'system', name: 'seed' });
});
afterAll(() => harness.close());

const ministry = (slug: string) => ({ slug, name: slug, nameHi: slug });
const ministries = (slug: string) => harness.owner`select 1 from ministries where slug = ${slug}`;
const entries = (requestId: string) =>
  harness.owner<{ event: string; outcome: string; actorKind: string; actorId: string; at: Date; detail: unknown }[]>`
    select event, outcome, actor_kind as "actorKind", actor_id as "actorId", at, detail
    from audit_entries where request_id = ${requestId} order by seq`;

describe('an act', () => {
  it('commits what it changed and what it recorded together', async () => {
    const context = { ...seed, requestId: 'together' };
    await act(context, async ({ tx, record }) => {
      await insertMinistry(tx, ministry('together'));
      record({ event: 'department.added', outcome: 'ok' });
    });
    expect(await ministries('together')).toHaveLength(1);
    expect(await entries('together')).toMatchObject([{ event: 'department.added', actorKind: 'system', actorId: 'seed' }]);
    expect((await entries('together'))[0]?.at).toEqual(harness.clock.now);
  });

  it('does not commit when it recorded nothing', async () => {
    await expect(act(seed, ({ tx }) => insertMinistry(tx, ministry('silent')))).rejects.toThrow('must record');
    expect(await ministries('silent')).toHaveLength(0);
  });

  it('does not commit when its entry cannot be written', async () => {
    const unwritable = { ...seed, services: { ...seed.services, clock: () => new Date(Number.NaN) } };
    const work = act(unwritable, async ({ tx, record }) => {
      await insertMinistry(tx, ministry('unwritten'));
      record({ event: 'department.added', outcome: 'ok' });
    });
    await expect(work).rejects.toThrow();
    expect(await ministries('unwritten')).toHaveLength(0);
  });
});

describe('the acts of several requests', () => {
  const two = () => [1, 2].map((number) => ({ ...seed, requestId: `several ${number}`, trail: { hasRefusal: false } }));

  it('commit together, each with its own entries, and only whose refusal it was has one in the trail', async () => {
    const contexts = two();
    await actTogether(contexts, async ([one, other]) => {
      one?.record({ event: 'department.added', outcome: 'ok' });
      other?.record({ event: 'door.refused', outcome: 'refused' });
      one?.recordAs({ kind: 'system', name: 'worker' }, { event: 'department.added', outcome: 'ok' });
    });
    expect(await entries('several 1')).toMatchObject([{ actorId: 'seed' }, { actorId: 'worker' }]);
    expect(await entries('several 2')).toMatchObject([{ event: 'door.refused', actorId: 'seed' }]);
    expect(contexts.map(({ trail }) => trail.hasRefusal)).toEqual([false, true]);
  });

  it('do not commit before each of them recorded what it did', async () => {
    const work = actTogether(two(), async ([one]) => {
      if (one) await insertMinistry(one.tx, ministry('half-recorded'));
      one?.record({ event: 'department.added', outcome: 'ok' });
    });
    await expect(work).rejects.toThrow('must record');
    expect(await ministries('half-recorded')).toHaveLength(0);
  });

  it('are of one process: nobody else lends a transaction', async () => {
    const [one, other] = two();
    const foreign = { ...(other ?? seed), services: { ...seed.services } };
    await expect(actTogether([one ?? seed, foreign], () => Promise.resolve())).rejects.toThrow('one process');
    await expect(actTogether([], () => Promise.resolve())).rejects.toThrow('one process');
  });
});

it('records a refusal with who, what and why, and gives the person the code alone', async () => {
  const member = { ...(await as(harness, home, 'member')), requestId: 'refused' };
  const asked = authorise(member, 'organisation.add_member', { ministryId: home.ministryId });
  await expect(asked).rejects.toMatchObject({ code: 'not_allowed', evidence: {} });
  expect(await entries('refused')).toMatchObject([
    {
      event: 'access.denied',
      outcome: 'refused',
      actorId: home.personIds.member,
      detail: { action: 'organisation.add_member', reason: 'only administrators of the ministry' },
    },
  ]);
});

describe('the trail', () => {
  const attempts = [
    "update audit_entries set outcome = 'ok'",
    'delete from audit_entries',
    'truncate audit_entries',
    'truncate audit_entries cascade',
  ];

  test.each(attempts)('the application cannot: %s', async (statement) => {
    const application = postgres(harness.databaseUrl, { max: 1, onnotice: () => undefined });
    try {
      await expect(application.unsafe(statement)).rejects.toThrow(/permission denied/);
    } finally {
      await application.end();
    }
  });

  test.each(attempts)('the owner of the tables cannot: %s', async (statement) => {
    await expect(harness.owner.unsafe(statement)).rejects.toThrow(/append-only/);
  });
});
