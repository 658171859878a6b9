import { createServer, connect as connectTo, type Socket } from 'node:net';
import type { DoorView, HostView } from '@sabha/domain/meeting/room-contract';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { act } from '../core/act.ts';
import { systemContext } from '../core/context.ts';
import type { MemberContext } from '../core/member-context.ts';
import { watchDoor } from '../door/service.ts';
import { watchMeeting } from '../host/view.ts';
import { createCaller } from '../root.ts';
import { type Harness, openHarness } from '../testing/harness.ts';
import { browser, knock, open, schedule, signedIn } from '../testing/meetings.ts';
import { as, makeMinistry, type Ministry } from '../testing/ministries.ts';
import { openLiveBus } from './bus.ts';
import type { Snapshots } from './snapshots.ts';

let harness: Harness;
let health: Ministry;
let organiser: MemberContext;

beforeAll(async () => {
  harness = await openHarness();
  health = await makeMinistry(harness, 'health');
  organiser = await signedIn(harness, await as(harness, health, 'scheduler'));
});
afterAll(() => harness.close());

const touch = (meetingId: string, participantId?: string) =>
  act(systemContext(harness.services, 'worker', 'test'), async (unit) => {
    unit.record({ event: 'attendance.reconciled', outcome: 'ok', meetingId });
    unit.touch(meetingId, participantId);
  });

/** Reads a subscription until the test is over; `end` says how it ended, if it did. */
function follow<T>(subscribe: (signal: AbortSignal) => Snapshots<T>) {
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const seen: T[] = [];
  const ids: string[] = [];
  const end = (async () => {
    try {
      for await (const [id, state] of subscribe(abort.signal)) {
        ids.push(id);
        seen.push(state);
      }
      return 'over';
    } catch (error) {
      return (error as { code?: string }).code ?? String(error);
    }
  })();
  return { seen, ids, end, abort: () => abort.abort() };
}
const last = <T>(all: readonly T[]): T | undefined => all.at(-1);

describe('the door', () => {
  it('pushes every change, whole, and ends with the meeting', async () => {
    const meeting = await schedule(organiser);
    const guest = browser(harness);
    const { participantId } = await knock(guest, meeting);
    const door = follow<DoorView>((signal) => watchDoor(guest, meeting, signal));
    await expect.poll(() => last(door.seen)).toMatchObject({ status: 'waiting', meeting: { status: 'scheduled' } });
    await open(organiser, meeting);
    await expect.poll(() => last(door.seen)).toMatchObject({ status: 'waiting', meeting: { status: 'live' } });
    await createCaller(organiser).host.admit({ meetingId: meeting.meetingId, participantId });
    await expect.poll(() => last(door.seen)).toMatchObject({ status: 'admitted' });
    await createCaller(organiser).host.end({ meetingId: meeting.meetingId });
    expect(await door.end).toBe('over');
    expect(last(door.seen)).toEqual(await createCaller(guest).door.current({ joinCode: meeting.joinCode }));
  });

  it('ends for whoever is removed, with the word of it', async () => {
    const meeting = await schedule(organiser, { options: { waitingRoom: 'off' } });
    await open(organiser, meeting);
    const guest = browser(harness);
    const { participantId } = await knock(guest, meeting);
    const door = follow<DoorView>((signal) => watchDoor(guest, meeting, signal));
    await expect.poll(() => door.seen.length).toBe(1);
    await createCaller(organiser).host.remove({ meetingId: meeting.meetingId, participantId });
    expect(await door.end).toBe('over');
    expect(last(door.seen)).toMatchObject({ status: 'removed' });
  });

  it('is closed to those who hold no place', async () => {
    const meeting = await schedule(organiser);
    expect(await follow((signal) => watchDoor(browser(harness), meeting, signal)).end).toBe('join_refused');
  });

  it('does not repeat what the client has, and sends what it missed', async () => {
    const meeting = await schedule(organiser);
    const guest = browser(harness);
    await knock(guest, meeting);
    const first = follow<DoorView>((signal) => watchDoor(guest, meeting, signal));
    await expect.poll(() => first.ids.length).toBe(1);
    first.abort();
    expect(await first.end).toBe('over');
    const again = follow<DoorView>((signal) => watchDoor(guest, { ...meeting, lastEventId: last(first.ids) }, signal));
    await open(organiser, meeting);
    await expect.poll(() => again.seen.length).toBe(1);
    expect(last(again.seen)).toMatchObject({ meeting: { status: 'live' } });
  });
});

describe('the host’s view', () => {
  it('shows who waits, who is in, and whose hand is up', async () => {
    const webinar = await schedule(organiser, { kind: 'webinar' });
    await open(organiser, webinar);
    const view = follow<HostView>((signal) => watchMeeting(organiser, webinar, signal));
    await expect.poll(() => last(view.seen)?.present).toMatchObject([{ displayName: 'health scheduler', role: 'host' }]);
    const panellist = await knock(browser(harness), webinar, 'Panellist');
    await expect
      .poll(() => last(view.seen)?.waiting)
      .toMatchObject([{ participantId: panellist.participantId, returning: false }]);
    const watcher = createCaller(browser(harness));
    const { participantId } = await watcher.join.asAudience({ joinCode: webinar.joinCode });
    await watcher.room.raiseHand({ joinCode: webinar.joinCode, raised: true });
    await expect.poll(() => last(view.seen)?.hands).toMatchObject([{ participantId, stage: 'hand_raised' }]);
    expect(last(view.seen)?.present).toHaveLength(1);
  });

  it('marks whoever comes from the address of one who was removed', async () => {
    const meeting = await schedule(organiser);
    await open(organiser, meeting);
    const guest = browser(harness);
    const { participantId } = await knock(guest, meeting);
    await createCaller(organiser).host.admit({ meetingId: meeting.meetingId, participantId });
    await createCaller(organiser).host.remove({ meetingId: meeting.meetingId, participantId });
    const back = await knock(browser(harness, { address: guest.address }), meeting);
    const other = await knock(browser(harness), meeting);
    const view = follow<HostView>((signal) => watchMeeting(organiser, meeting, signal));
    await expect
      .poll(() => last(view.seen)?.waiting.map((one) => [one.participantId, one.returning]))
      .toEqual([
        [back.participantId, true],
        [other.participantId, false],
      ]);
  });

  it('ends at the next push when the session has ended', async () => {
    const meeting = await schedule(organiser);
    const host = await signedIn(harness, await as(harness, health, 'scheduler'));
    const view = follow<HostView>((signal) => watchMeeting(host, meeting, signal));
    await expect.poll(() => view.seen.length).toBe(1);
    await harness.owner`delete from sessions where id = ${host.actor.sessionId}`;
    await knock(browser(harness), meeting);
    expect(await view.end).toBe('not_signed_in');
    expect(view.seen).toHaveLength(1);
  });

  it('ends at the next push when the host runs the meeting no longer', async () => {
    const meeting = await schedule(organiser, {
      access: 'link',
      invitees: [{ email: health.emails.host, name: 'Co', role: 'cohost' }],
    });
    const cohost = await signedIn(harness, await as(harness, health, 'host'));
    const view = follow<HostView>((signal) => watchMeeting(cohost, meeting, signal));
    await expect.poll(() => view.seen.length).toBe(1);
    await harness.owner`update memberships set role = 'member' where id = ${health.membershipIds.host}`;
    onTestFinished(
      () => void harness.owner`update memberships set role = 'host' where id = ${health.membershipIds.host}`.execute(),
    );
    await knock(browser(harness), meeting);
    expect(await view.end).toBe('not_allowed');
    expect(view.seen).toHaveLength(1);
  });
});

describe('the bus', () => {
  /** Counts wake-ups of one watcher. */
  function count(bus: ReturnType<typeof openLiveBus>, meetingId: string, participantId?: string) {
    const abort = new AbortController();
    onTestFinished(() => abort.abort());
    const counted = { wakes: 0, over: false };
    void (async () => {
      for await (const wake of bus.watch(meetingId, abort.signal, participantId)) counted.wakes += wake === undefined ? 1 : 0;
      counted.over = true;
    })();
    return { counted, abort: () => abort.abort() };
  }
  const [meeting, other] = ['0197f000-0000-7000-8000-00000000000a', '0197f000-0000-7000-8000-00000000000b'];
  const [asha, bina] = ['0197f000-0000-7000-8000-0000000000a1', '0197f000-0000-7000-8000-0000000000b1'];

  it('wakes at the start, then only those concerned', async () => {
    const { live } = harness.services;
    const watchers = [count(live, meeting), count(live, meeting, asha), count(live, meeting, bina), count(live, other)];
    const wakes = () => watchers.map(({ counted }) => counted.wakes);
    await expect.poll(wakes).toEqual([1, 1, 1, 1]);
    await touch(meeting, asha);
    await expect.poll(wakes).toEqual([2, 2, 1, 1]);
    await touch(meeting);
    await expect.poll(wakes).toEqual([3, 3, 2, 1]);
    watchers[1]!.abort();
    await expect.poll(() => watchers[1]!.counted.over).toBe(true);
  });

  it('makes one reading of a burst', async () => {
    const { counted } = count(harness.services.live, meeting);
    await expect.poll(() => counted.wakes).toBe(1);
    await Promise.all(Array.from({ length: 50 }, () => touch(meeting)));
    await expect.poll(() => counted.wakes).toBeGreaterThan(1);
    expect(counted.wakes).toBeLessThan(10);
  });

  it('listens over one connection, however many watch', async () => {
    for (let i = 0; i < 50; i++) count(harness.services.live, meeting);
    const sql = postgres(harness.databaseUrl, { max: 1 }); // a role sees what its own connections do, and nobody else's
    onTestFinished(() => sql.end());
    const listeners = () => sql`select 1 from pg_stat_activity where datname = current_database() and query ilike 'listen %'`;
    await expect.poll(async () => (await listeners()).length).toBe(1);
  });

  it.each(['turns connections away', 'is gone', 'falls silent'] as const)(
    'comes back after the database %s, and tells of the gap',
    async (how) => {
      const door = await startProxy(harness.databaseUrl);
      const bus = openLiveBus(door.url);
      onTestFinished(async () => {
        await bus.close();
        await door.close();
      });
      const { counted } = count(bus, meeting);
      await expect.poll(() => counted.wakes).toBe(1);
      if (how === 'is gone') await door.close();
      if (how === 'falls silent') door.fallSilent();
      if (how === 'turns connections away') {
        door.turnAway();
        await expect.poll(() => door.turnedAway, { timeout: 15_000 }).toBeGreaterThan(2);
      }
      await touch(meeting); // lost: nobody hears it
      await door.open();
      await expect.poll(() => counted.wakes, { timeout: 20_000 }).toBe(2);
      await touch(meeting);
      await expect.poll(() => counted.wakes).toBe(3);
    },
  );

  it('ends its watchers when it is closed', async () => {
    const bus = openLiveBus(harness.databaseUrl);
    const { counted } = count(bus, meeting);
    await expect.poll(() => counted.wakes).toBe(1);
    await bus.close();
    await expect.poll(() => counted.over).toBe(true);
  });
});

/** Stands between a client and the database. It can turn away who comes, or be gone, or let nothing through. */
async function startProxy(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const state = { isTurningAway: false, turnedAway: 0 };
  const server = createServer((client) => {
    client.on('error', () => client.destroy());
    if (state.isTurningAway) {
      state.turnedAway += 1;
      client.destroy();
      return;
    }
    const upstream = connectTo(Number(target.port), target.hostname);
    upstream.on('error', () => client.destroy());
    for (const socket of [client, upstream]) sockets.add(socket.on('close', () => void sockets.delete(socket)));
    client.pipe(upstream).pipe(client);
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const through = new URL(databaseUrl);
  through.port = String(port);
  const cut = () => sockets.forEach((socket) => socket.destroy());
  return {
    url: through.href,
    get turnedAway() {
      return state.turnedAway;
    },
    turnAway() {
      state.isTurningAway = true;
      cut();
    },
    /** As when a network is parted: nothing comes through any more on what is open, and nobody is told. */
    fallSilent: () => sockets.forEach((socket) => socket.unpipe().pause()),
    async open() {
      state.isTurningAway = false;
      if (!server.listening) await listen(port);
    },
    async close() {
      const closed = server.listening ? new Promise((resolve) => server.close(resolve)) : undefined;
      cut();
      await closed;
    },
  };
}
