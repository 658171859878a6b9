/** What a simulated day comes to. People are those on media servers; who looks on over HLS asks none of them for a place. */
import type { FenceRefusal } from '@sabha/domain/residency/fence';
import type { Server } from './cluster.ts';

export type HourOfSite = { rooms: number; came: number; placed: number; refused: number };

export type Tally = {
  rooms: number;
  /** Each counted once, however often they tried, and once more when their server died. */
  came: number;
  placed: number;
  /** Never got in: they gave up, or it was over. */
  refused: number;
  /** Got in, but not at the first try. */
  waited: number;
  longestWaitMs: number;
  /** Asks that the fence refused, one for each try of a group. */
  refusals: Partial<Record<FenceRefusal | 'server_dead', number>>;
  placedAtHome: number;
  roomsRefused: number;
  movedRooms: number;
  /** Site of the room's home -> hour -> counts. */
  bySite: Map<string, HourOfSite[]>;
  /** Highest true load of one server, by the site it stands at; 1 is all its processors. */
  highestLoad: Map<string, number>;
  /** Minutes that people spent on servers busier than their processors allow. */
  overloadedPersonMinutes: number;
  personMinutes: number;
  /** One for each minute looked at. */
  curve: { minute: number; people: number; meanLoad: number; highestLoad: number }[];
};

export function emptyTally(sites: readonly string[]): Tally {
  const hours = () => Array.from({ length: 24 }, () => ({ rooms: 0, came: 0, placed: 0, refused: 0 }));
  return {
    rooms: 0,
    came: 0,
    placed: 0,
    refused: 0,
    waited: 0,
    longestWaitMs: 0,
    refusals: {},
    placedAtHome: 0,
    roomsRefused: 0,
    movedRooms: 0,
    bySite: new Map(sites.map((site) => [site, hours()])),
    highestLoad: new Map(sites.map((site) => [site, 0])),
    overloadedPersonMinutes: 0,
    personMinutes: 0,
    curve: [],
  };
}

export function hourOf(tally: Tally, site: string, ms: number): HourOfSite {
  const hour = tally.bySite.get(site)?.[Math.min(23, Math.max(0, Math.floor(ms / 3_600_000)))];
  if (!hour) throw new RangeError(`no site ${site} in the tally`);
  return hour;
}

/** A look at all servers, once a minute. */
export function noteMinute(tally: Tally, minute: number, servers: readonly Server[]): void {
  const alive = servers.filter(({ isDead }) => !isDead);
  const people = alive.reduce((sum, server) => sum + server.people, 0);
  tally.personMinutes += people;
  for (const { siteId, load, people: here } of alive) {
    tally.highestLoad.set(siteId, Math.max(tally.highestLoad.get(siteId) ?? 0, load));
    if (load > 1) tally.overloadedPersonMinutes += here;
  }
  const loads = alive.map(({ load }) => load);
  tally.curve.push({
    minute,
    people,
    meanLoad: loads.reduce((sum, load) => sum + load, 0) / Math.max(1, loads.length),
    highestLoad: Math.max(0, ...loads),
  });
}
