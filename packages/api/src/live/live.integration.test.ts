import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { createServer, connect as connectTo, type Socket } from 'node:net';
import type { DoorView, HostView } from '@sabha/domain/meeting/room-contract';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { act } from '../core/act.ts';
import { systemContext } from '../core/context.ts';
import type { MemberContext } from '../core/member-context.ts';
import { watchDoor } from '../door/service.ts';
import { watchMeeting } from '../host/view.ts';
import { appRouter, createCaller } from '../root.ts';
import { type Harness, openHarness } from '../testing/harness.ts';
import { browser, knock, open, schedule, signedIn } from '../testing/meetings.ts';
import { as, makeMinistry, type Ministry } from '../testing/ministries.ts';
import type { Subscriber } from '../core/services.ts';
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
function last<T>(all: readonly T[]): T | undefined {
  return all.at(-1);
}

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
  function count(bus: ReturnType<typeof openLiveBus>, meetingId: string, subscriber: Partial<Subscriber> = {}) {
    const abort = new AbortController();
    onTestFinished(() => abort.abort());
    const counted = { wakes: 0, at: [] as number[], end: 'none' };
    const holder = subscriber.participantId ?? crypto.randomUUID();
    const watching = bus.watch(meetingId, abort.signal, { holder, address: '192.0.2.1', ...subscriber });
    void (async () => {
      try {
        for await (const wake of watching) counted.wakes = counted.at.push(wake === undefined ? performance.now() : NaN);
        counted.end = 'over';
      } catch (error) {
        counted.end = (error as Error).name;
      }
    })();
    return { counted, abort: () => abort.abort() };
  }
  const openBus = (options: Parameters<typeof openLiveBus>[1]) => {
    const bus = openLiveBus(harness.databaseUrl, options);
    onTestFinished(() => bus.close());
    return bus;
  };
  const [meeting, other] = ['0197f000-0000-7000-8000-00000000000a', '0197f000-0000-7000-8000-00000000000b'];
  const [asha, bina] = ['0197f000-0000-7000-8000-0000000000a1', '0197f000-0000-7000-8000-0000000000b1'];

  it('wakes at the start, then only those concerned', async () => {
    const { live } = harness.services;
    const places = [{ participantId: asha }, { participantId: bina }];
    const watchers = [count(live, meeting), ...places.map((place) => count(live, meeting, place)), count(live, other)];
    const wakes = () => watchers.map(({ counted }) => counted.wakes);
    await expect.poll(wakes).toEqual([1, 1, 1, 1]);
    await touch(meeting, asha);
    await expect.poll(wakes).toEqual([2, 2, 1, 1]);
    await touch(meeting);
    await expect.poll(wakes).toEqual([3, 3, 2, 1]);
    watchers[1]!.abort();
    await expect.poll(() => watchers[1]!.counted.end).toBe('over');
  });

  it('makes one reading of a burst', async () => {
    const { counted } = count(harness.services.live, meeting);
    await expect.poll(() => counted.wakes).toBe(1);
    // Many in one commit, then one commit after another, faster than it rests.
    await act(systemContext(harness.services, 'worker', 'test'), async (unit) => {
      unit.record({ event: 'attendance.reconciled', outcome: 'ok', meetingId: meeting });
      for (let i = 0; i < 50; i++) unit.touch(meeting, crypto.randomUUID());
    });
    const touches = async () => {
      for (let i = 0; i < 5; i++) await touch(meeting);
      return counted.wakes;
    };
    await expect.poll(touches, { interval: 1, timeout: 10_000 }).toBeGreaterThan(3);
    // However quick or busy the machine is: between two readings there is a rest.
    const rests = counted.at.slice(1).map((at, i) => at - counted.at[i]!);
    expect(Math.min(...rests)).toBeGreaterThan(95);
  });

  it('lets those at the door read one after another when something changes for all, and the host at once', async () => {
    const crowd = 400;
    const bus = openBus({ random: () => 0.999 });
    const host = count(bus, meeting);
    const doors = Array.from({ length: crowd - 1 }, () => count(bus, meeting, { participantId: crypto.randomUUID() }));
    await expect.poll(() => [host, ...doors].every(({ counted }) => counted.wakes === 1)).toBe(true);
    await touch(meeting);
    await expect.poll(() => [host, ...doors].every(({ counted }) => counted.wakes === 2), { timeout: 10_000 }).toBe(true);
    const since = host.counted.at[1]!;
    expect(Math.min(...doors.map(({ counted }) => counted.at[1]! - since))).toBeGreaterThan(crowd / 2); // less than all of it, for the host had to be heard first
  });

  it('ends a stream that has grown old as if the line were cut, so that its client comes again', async () => {
    const { counted } = count(openBus({ limits: { ageMs: 200 } }), meeting);
    await expect.poll(() => counted.wakes).toBe(1);
    await expect.poll(() => counted.end).toBe('AbortError');
  });

  it('lets the browser of such a stream come again: nothing tells it that this was all', async () => {
    const meeting = await schedule(organiser);
    const guest = browser(harness, { services: { ...harness.services, live: openBus({ limits: { ageMs: 200 } }) } });
    await knock(guest, meeting);
    const input = encodeURIComponent(JSON.stringify({ joinCode: meeting.joinCode }));
    const url = `http://portal.example/api/trpc/door.live?input=${input}`;
    const request = new Request(url, { headers: { accept: 'text/event-stream' } });
    const answer = await fetchRequestHandler({
      endpoint: '/api/trpc',
      req: request,
      router: appRouter,
      createContext: () => guest,
    });
    const stream = await answer.text();
    expect(stream).toMatch(/^event: connected\n[^]*"status":"waiting"[^]*$/);
    expect(stream).not.toMatch(/event: (return|serialized-error)/);
  });

  it('holds so many streams of one holder and no more: the oldest goes', async () => {
    const bus = openBus({ limits: { perHolder: 3 } });
    const mine: ReturnType<typeof count>[] = [];
    for (let i = 0; i < 4; i++) {
      mine.push(count(bus, meeting, { participantId: asha }));
      await expect.poll(() => mine.at(-1)?.counted.wakes).toBe(1);
    }
    const [others, elsewhere] = [count(bus, meeting, { participantId: bina }), count(bus, other, { participantId: asha })];
    await expect.poll(() => [others.counted.wakes, elsewhere.counted.wakes]).toEqual([1, 1]);
    expect(mine.map(({ counted }) => counted.end)).toEqual(['AbortError', 'none', 'none', 'none']);
  });

  it('holds so many streams of one address and no more, until one of them ends', async () => {
    const bus = openBus({ limits: { perAddress: 3 } });
    const mine = [1, 2, 3].map(() => count(bus, meeting));
    await expect.poll(() => mine.every(({ counted }) => counted.wakes === 1)).toBe(true);
    const [fourth, elsewhere] = [count(bus, meeting), count(bus, meeting, { address: '192.0.2.2' })];
    await expect.poll(() => [fourth.counted.end, elsewhere.counted.wakes]).toEqual(['AbortError', 1]);
    mine[0]!.abort();
    await expect.poll(() => mine[0]!.counted.end).toBe('over');
    const again = count(bus, meeting);
    await expect.poll(() => again.counted.wakes).toBe(1);
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
    await expect.poll(() => counted.end).toBe('over');
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
