import type { Watching } from '@sabha/domain/meeting/room-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../core/context.ts';
import type { MemberContext } from '../core/member-context.ts';
import { limits } from '../core/rate-limit.ts';
import { createCaller } from '../root.ts';
import { beside } from '../testing/beside.ts';
import { type Harness, openHarness } from '../testing/harness.ts';
import { browser, entriesOf, newAddress, open, refusal, type Scheduled, schedule } from '../testing/meetings.ts';
import { as, makeMinistry } from '../testing/ministries.ts';
import { joinAndWatch } from './as-audience.ts';

let harness: Harness;
let organiser: MemberContext;
let webinar: Scheduled;

beforeAll(async () => {
  harness = await openHarness();
  organiser = await as(harness, await makeMinistry(harness, 'health'), 'scheduler');
  webinar = await live();
});
afterAll(() => harness.close());

async function live(): Promise<Scheduled> {
  const made = await schedule(organiser, { kind: 'webinar' });
  await open(organiser, made);
  return made;
}
const watch = (context: Context, { joinCode } = webinar): Promise<Watching> =>
  createCaller(context).join.andWatch({ joinCode, displayName: 'A Citizen' });
const crowd = (count: number, more: Partial<Context> = {}) => Array.from({ length: count }, () => browser(harness, more));
const entriesAbout = async (participantId: string, { meetingId } = webinar) =>
  (await entriesOf(harness, meetingId)).filter((entry) => entry.subject_id === participantId);
const placesIn = ({ meetingId } = webinar) => harness.owner<{ id: string }[]>`
  select id from participants where meeting_id = ${meetingId} and role = 'audience'`;
/** How many transactions wrote these places. */
async function transactionsOf(ids: readonly string[]): Promise<number> {
  const rows = await harness.owner`select distinct xmin::text from participants where id in ${harness.owner([...ids])}`;
  return rows.length;
}

describe('those who come to watch at the same moment', () => {
  it('come in by one transaction, each with a token and with entries of their own', async () => {
    const came = await Promise.all(crowd(10).map((context) => watch(context)));
    const ids = came.map(({ door }) => door.participantId);
    expect(new Set(ids).size).toBe(10);
    expect(new Set(came.map(({ pass }) => pass?.token)).size).toBe(10);
    expect(await transactionsOf(ids)).toBeLessThan(5);
    for (const id of ids) {
      expect((await entriesAbout(id)).map(({ event, outcome }) => `${event} ${outcome}`)).toEqual([
        'door.requested ok',
        'door.admitted ok',
        'call.pass_issued ok',
      ]);
    }
    const kinds = await harness.owner`
      select event, actor_kind, actor_id = subject_id as self from audit_entries where subject_id = ${ids[0] ?? ''} order by seq`;
    expect(kinds).toEqual([
      { event: 'door.requested', actor_kind: 'anonymous', self: null },
      { event: 'door.admitted', actor_kind: 'anonymous', self: null },
      { event: 'call.pass_issued', actor_kind: 'guest', self: true },
    ]);
  });

  it('are each counted by their address, and only those beyond the limit are refused', async () => {
    const address = newAddress();
    await watch(browser(harness, { address }));
    const { name, tries } = limits.audiencePlaces;
    const counters = await harness.owner<{ key: string }[]>`select key from rate_limits where key like ${`${name}:%`}
      order by expire desc limit 1`;
    await harness.owner`update rate_limits set points = ${tries - 2} where key = ${counters[0]?.key ?? ''}`;
    const beyond = crowd(5, { address }).map((context) => refusal(watch(context)));
    const others = crowd(3).map((context) => refusal(watch(context)));
    expect((await Promise.all(beyond)).toSorted()).toEqual([
      'no refusal',
      'no refusal',
      ...Array<string>(3).fill('too_many_attempts'),
    ]);
    expect(await Promise.all(others)).toEqual(Array(3).fill('no refusal'));
    const [counter] = await harness.owner`select points from rate_limits where key = ${counters[0]?.key ?? ''}`;
    expect(counter, 'a refusal costs nothing').toEqual({ points: tries });
  });

  it('are not kept out by one of them whose values the database does not take', async () => {
    const before = (await placesIn()).length;
    const bad = joinAndWatch(browser(harness), { joinCode: webinar.joinCode, displayName: 'nul \u0000' });
    const good = crowd(6).map((context) => watch(context));
    const [first, ...rest] = await Promise.allSettled([bad, ...good]);
    expect(first).toMatchObject({ status: 'rejected' });
    expect(rest.map(({ status }) => status)).toEqual(Array(6).fill('fulfilled'));
    expect((await placesIn()).length - before).toBe(6);
    for (const one of await Promise.all(good)) expect(await entriesAbout(one.door.participantId)).toHaveLength(3);
  });

  it('are told the same by a database that cannot serve them, and none of them has a place', async () => {
    const other = await live();
    await harness.owner`alter table audit_entries add constraint shut check (meeting_id <> ${harness.owner.unsafe(`'${other.meetingId}'`)}) not valid`;
    try {
      const outcomes = await Promise.allSettled([...crowd(3).map((context) => watch(context, other)), watch(browser(harness))]);
      expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'fulfilled']);
      expect(await placesIn(other)).toHaveLength(0);
    } finally {
      await harness.owner`alter table audit_entries drop constraint shut`;
    }
  });

  it.each([
    ['is ended', "status = 'ended'", 'meeting_ended'],
    ['is locked', 'locked = true', 'meeting_locked'],
    ['is for the invited alone from now on', "access = 'invited'", 'join_refused'],
  ])('are all refused, each in the trail, by a meeting that %s at that moment', async (_what, change, code) => {
    const other = await live();
    const answers = await beside(
      harness,
      (owner) => owner`update meetings set ${owner.unsafe(change)} where id = ${other.meetingId}`,
      () => Promise.all(crowd(4).map((context) => refusal(watch(context, other)))),
    );
    expect(answers).toEqual(Array(4).fill(code));
    expect(await placesIn(other)).toHaveLength(0);
    const entries = await entriesOf(harness, other.meetingId);
    const refused = entries.filter(({ event, outcome }) => event === 'door.refused' && outcome === 'refused');
    expect(refused.map(({ detail }) => detail)).toEqual(Array(4).fill({ as: 'guest', reason: code }));
    expect(entries.filter(({ event, detail }) => event === 'call.pass_issued' && detail['role'] === 'audience')).toEqual([]);
  });

  it('wait without a token while the host has not come', async () => {
    const early = await schedule(organiser, { kind: 'webinar' });
    const came = await Promise.all(crowd(3).map((context) => watch(context, early)));
    for (const { door, pass } of came) {
      expect([door.status, pass]).toEqual(['waiting', null]);
      expect((await entriesAbout(door.participantId, early)).map(({ event }) => event)).toEqual(['door.requested']);
    }
  });

  it('are of several meetings, and one that is locked refuses its own alone', async () => {
    const [locked, other] = [await live(), await live()];
    await createCaller(organiser).host.lock({ meetingId: locked.meetingId, locked: true });
    const answers = await Promise.all(
      [locked, webinar, other, locked].map((meeting) => refusal(watch(browser(harness), meeting))),
    );
    expect(answers).toEqual(['meeting_locked', 'no refusal', 'no refusal', 'meeting_locked']);
  });
});

describe('a browser that holds a place', () => {
  it('keeps it, however often it asks at once, and is given passes for it', async () => {
    const context = browser(harness);
    const { door } = await watch(context);
    const again = await Promise.all([watch(context), watch(context)]);
    expect(again.map((one) => one.door.participantId)).toEqual([door.participantId, door.participantId]);
    expect(again.every(({ pass }) => pass !== null)).toBe(true);
    expect(await entriesAbout(door.participantId)).toHaveLength(3 + 2 * 2);
  });

  it('and was put out of it does not come in by the short way', async () => {
    const context = browser(harness);
    const { door } = await watch(context);
    const { meetingId } = webinar;
    await createCaller(organiser).host.remove({ meetingId, participantId: door.participantId });
    expect(await refusal(watch(context))).toBe('removed_by_host');
    expect((await entriesAbout(door.participantId)).at(-1)).toMatchObject({ event: 'door.refused', outcome: 'refused' });
  });
});

it('somebody with an account holds the place by it, and is given a pass', async () => {
  const { door, pass } = await watch(organiser);
  expect([door.role, pass?.role]).toEqual(['host', 'host']);
});

describe('nobody has a place, nor a token,', () => {
  it('where the fence lets nobody in: that is in the trail of each', async () => {
    const readNodes = async () => ({ nodes: [], now: new Date(), problem: 'away' });
    const services = { ...harness.services, media: { ...harness.services.media, readNodes } };
    const before = (await placesIn()).length;
    const answers = await Promise.all(crowd(3, { services }).map((context) => refusal(watch(context))));
    expect(answers).toEqual(Array(3).fill('media_unavailable'));
    expect((await placesIn()).length).toBe(before);
    const refused = (await entriesOf(harness, webinar.meetingId)).filter(({ event }) => event === 'fence.refused');
    expect(refused).toHaveLength(3);
  });

  it('from abroad, in a meeting for people in the country', async () => {
    const home = { ...organiser, address: '127.0.0.1' };
    const residents = await schedule(home, { kind: 'webinar', options: { abroad: 'refused' } });
    await open(home, residents);
    const from = (address: string) => refusal(watch(browser(harness, { address }), residents));
    expect(await Promise.all(['164.100.1.1', '8.8.8.8', '164.100.1.2'].map(from))).toEqual([
      'no refusal',
      'abroad_refused',
      'no refusal',
    ]);
    expect(await placesIn(residents)).toHaveLength(2);
  });

  it('by a code that leads nowhere, or to a meeting that is not public', async () => {
    const closed = await schedule(organiser, { kind: 'webinar', access: 'ministry' });
    const meeting = await schedule(organiser);
    for (const { joinCode } of [closed, meeting, { joinCode: '0000000000' }])
      expect(await refusal(createCaller(browser(harness)).join.andWatch({ joinCode }))).toBe('join_refused');
  });
});
