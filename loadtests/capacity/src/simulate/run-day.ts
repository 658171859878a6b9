/**
 * A day of one cluster, event by event. Nothing of the product is copied: each time people ask for a room, `recentNodes` of
 * packages/media reads the registry as a portal does (and remembers it for two seconds), and `placeRoom` of packages/domain
 * decides; whoever waits asks again when its `queueDelay` says. Only the servers behind are simulated: their load is what the fitted model says of who is on them.
 */
import { placeRoom } from '@sabha/domain/residency/fence';
import type { Policy } from '@sabha/domain/residency/policy';
import { queueDelay } from '@sabha/domain/residency/retry-delay';
import { type NodeReading, recentNodes } from '@sabha/media/nodes/recent-nodes';
import type { Demand } from '../demand/demand.ts';
import { seatsOf, workOf } from '../demand/room-work.ts';
import type { Features } from '../fit/terms.ts';
import { buildCluster, type Cluster, type ClusterShape } from './cluster.ts';
import type { DrawnRoom } from './draw-day.ts';
import { type EventQueue, eventQueue } from './event-queue.ts';
import type { Random } from './random.ts';
import { emptyTally, hourOf, noteMinute, type Tally } from './tally.ts';

export type DaySettings = Readonly<{
  demand: Demand;
  rooms: readonly DrawnRoom[];
  shape: ClusterShape;
  /** The policy that the fence decides by. */
  policy: Policy;
  /** m-cores for the people and packets of a room. */
  costOf: (features: Features) => number;
  random: Random;
  loss: Readonly<{ siteId: string; atMs: number }> | null;
}>;

/** Portals that each remember the servers for themselves. */
const PORTALS = 4;
/** When people give up. Assumed. */
const PATIENCE_MS = 300_000;
/** Whose server died is back within this: clients reconnect by themselves. */
const RETURN_MS = 20_000;

type Room = { readonly drawn: DrawnRoom; nodeId: string | null; people: number; millicores: number; isRefused: boolean };
type Happening =
  | Readonly<{ what: 'come'; room: Room; people: number; sinceMs: number; attempt: number }>
  | Readonly<{ what: 'end'; room: Room }>
  | Readonly<{ what: 'lose'; siteId: string }>
  | Readonly<{ what: 'look'; minute: number }>;

type Day = Readonly<{
  settings: DaySettings;
  cluster: Cluster;
  queue: EventQueue<Happening>;
  rooms: readonly Room[];
  tally: Tally;
  portals: readonly (() => Promise<NodeReading>)[];
}>;

export async function runDay(settings: DaySettings): Promise<Tally> {
  let nowMs = 0;
  const cluster = buildCluster(settings.shape);
  const portals = Array.from({ length: PORTALS }, () => recentNodes(cluster.registry, () => new Date(nowMs)));
  const rooms = settings.rooms.map((drawn) => ({ drawn, nodeId: null, people: 0, millicores: 0, isRefused: false }));
  const tally = emptyTally(Object.keys(settings.demand.sites.serve));
  const day: Day = { settings, cluster, queue: eventQueue<Happening>(), rooms, tally, portals };
  fill(day);
  for (let next = day.queue.next(); next; next = day.queue.next()) {
    nowMs = next.at;
    cluster.beat(nowMs);
    await happen(day, next.event, nowMs);
  }
  tally.roomsRefused = rooms.filter(({ isRefused, people }) => isRefused && people === 0).length;
  return tally;
}

function fill({ settings, queue, rooms }: Day): void {
  for (const room of rooms) {
    for (const { atMs, people } of room.drawn.groups) queue.add(atMs, { what: 'come', room, people, sinceMs: atMs, attempt: 0 });
    queue.add(room.drawn.endsMs, { what: 'end', room });
  }
  if (settings.loss) queue.add(settings.loss.atMs, { what: 'lose', siteId: settings.loss.siteId });
  const last = Math.max(0, ...rooms.map(({ drawn }) => drawn.endsMs)) / 60_000;
  const first = Math.min(last, ...rooms.map(({ drawn }) => drawn.groups[0]?.atMs ?? Infinity).map((ms) => ms / 60_000));
  for (let minute = Math.floor(first); minute <= last; minute += 1) queue.add(minute * 60_000, { what: 'look', minute });
}

async function happen(day: Day, event: Happening, nowMs: number): Promise<void> {
  switch (event.what) {
    case 'come':
      return come(day, event, nowMs);
    case 'end': {
      end(day, event.room);
      return;
    }
    case 'lose': {
      lose(day, event.siteId, nowMs);
      return;
    }
    case 'look': {
      noteMinute(day.tally, event.minute, day.cluster.servers());
      return;
    }
  }
}

type Coming = Extract<Happening, { what: 'come' }>;

async function come(day: Day, event: Coming, nowMs: number): Promise<void> {
  const { settings, cluster, tally } = day;
  const { room, people, sinceMs } = event;
  const hour = hourOf(tally, room.drawn.homeSite, sinceMs);
  if (nowMs === sinceMs) {
    tally.came += people;
    hour.came += people;
  }
  if (nowMs >= room.drawn.endsMs) {
    giveUp(day, event);
    return;
  }
  const portal = day.portals[Math.floor(settings.random.share() * PORTALS)];
  if (!portal) throw new RangeError('no portal');
  const reading = await portal();
  const site = room.drawn.isPinned ? room.drawn.homeSite : null;
  const draw = settings.random.share();
  const decision = placeRoom(settings.policy, { ...reading, draw, demand: { site, nodeId: room.nodeId } });
  if (!decision.permitted || cluster.isDead(decision.nodeId)) {
    const reason = decision.permitted ? 'server_dead' : decision.reason;
    tally.refusals[reason] = (tally.refusals[reason] ?? 0) + 1;
    room.isRefused = true;
    const again = nowMs + queueDelay(event.attempt, settings.random.share);
    if (again - sinceMs > PATIENCE_MS || again >= room.drawn.endsMs) {
      giveUp(day, event);
      return;
    }
    day.queue.add(again, { ...event, attempt: event.attempt + 1 });
    return;
  }
  if (room.nodeId === null) {
    tally.rooms += 1;
    hour.rooms += 1;
  } else if (room.nodeId !== decision.nodeId) move(day, room);
  if (room.nodeId !== decision.nodeId) cluster.promise(decision.nodeId, promiseOf(settings, room));
  room.nodeId = decision.nodeId;
  fillRoom(day, room, room.people + people);
  tally.placed += people;
  hour.placed += people;
  if (decision.siteId === room.drawn.homeSite) tally.placedAtHome += people;
  if (nowMs > sinceMs) {
    tally.waited += people;
    tally.longestWaitMs = Math.max(tally.longestWaitMs, nowMs - sinceMs);
  }
}

function giveUp({ tally }: Day, { room, people, sinceMs }: Coming): void {
  tally.refused += people;
  hourOf(tally, room.drawn.homeSite, sinceMs).refused += people;
}

/** What the room costs with so many people, now on its server. */
function fillRoom({ settings, cluster }: Day, room: Room, people: number): void {
  if (room.nodeId === null) return;
  const millicores = people === 0 ? 0 : settings.costOf(workOf(settings.demand, room.drawn.kind, people).features);
  cluster.change(room.nodeId, { millicores: millicores - room.millicores, people: people - room.people });
  room.people = people;
  room.millicores = millicores;
}

/** Its people are on the old server until the new one has the room, so both are charged once: out here, in where it goes. */
function move(day: Day, room: Room): void {
  const { people } = room;
  day.tally.movedRooms += 1;
  fillRoom(day, room, 0);
  if (room.nodeId !== null) day.cluster.promise(room.nodeId, -promiseOf(day.settings, room));
  room.people = 0;
  if (people > 0) throw new RangeError('a room was moved under its people: the fence never does that');
}

function end(day: Day, room: Room): void {
  fillRoom(day, room, 0);
  if (room.nodeId !== null) day.cluster.promise(room.nodeId, -promiseOf(day.settings, room));
}

const promiseOf = ({ demand, costOf }: DaySettings, { drawn: { kind } }: Room) =>
  costOf(workOf(demand, kind, seatsOf(kind)).features);

function lose(day: Day, siteId: string, nowMs: number): void {
  const { cluster, rooms, queue, settings } = day;
  cluster.loseSite(siteId);
  for (const room of rooms) {
    const { people } = room;
    if (people === 0 || room.nodeId === null || !cluster.isDead(room.nodeId)) continue;
    fillRoom(day, room, 0);
    const backMs = nowMs + settings.random.share() * RETURN_MS + 1;
    queue.add(backMs, { what: 'come', room, people, sinceMs: backMs, attempt: 0 });
  }
}
