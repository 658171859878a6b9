import { describe, expect, it } from 'vitest';
import { committedInputs } from '../testing/committed-inputs.ts';
import { minuteOf } from '../demand/day-curve.ts';
import { type ClusterShape, buildCluster } from './cluster.ts';
import { arrivalMinute, drawDay, type DrawnRoom } from './draw-day.ts';
import { eventQueue } from './event-queue.ts';
import { randomFrom } from './random.ts';
import { type DaySettings, runDay } from './run-day.ts';
import type { Tally } from './tally.ts';

const { demand, policy } = await committedInputs();
const part = 1 / 60_000;
const window = [minuteOf('09:00'), minuteOf('11:00')] as const;
const draw = (seed: number) => drawDay({ demand, random: randomFrom(seed), part, window });

function settingsOf(
  changes: Partial<DaySettings> & Readonly<{ seed?: number; servers?: number; millicores?: number }> = {},
): DaySettings {
  const { seed = 1, servers = 2, millicores = 16_000, ...rest } = changes;
  const random = randomFrom(seed);
  const shape: ClusterShape = {
    policy,
    nodes: new Map(Object.keys(policy.sites).map((site) => [site, servers])),
    millicoresPerNode: millicores,
    standingMillicores: 0,
    says: 'load',
    noise: { upTo: 0.01, random },
  };
  const costOf = ({ packetsOut, participants }: { packetsOut: number; participants: number }) => packetsOut / 100 + participants;
  return { demand, rooms: draw(seed), shape, policy, random, costOf, loss: null, ...rest };
}

const isConserved = ({ came, placed, refused }: Tally) => came === placed + refused;

describe('events', () => {
  it('come in the order of time, and of one moment in the order they were added', () => {
    const queue = eventQueue<string>();
    for (const [at, event] of [[5, 'c'], [1, 'a'], [5, 'd'], [3, 'b'], [5, 'e']] as const) queue.add(at, event);
    const seen: string[] = [];
    for (let next = queue.next(); next; next = queue.next()) seen.push(next.event);
    expect(seen.join('')).toBe('abcde');
  }); // prettier-ignore
});

describe('a drawn day', () => {
  it('has as many people as its part of the nation, within chance', () => {
    const people = drawDay({ demand, random: randomFrom(1), part: 1e-4, window: [0, 1440] })
      .filter(({ kind }) => kind.delivery === 'webrtc')
      .reduce((sum, { groups }) => sum + groups.reduce((inner, group) => inner + group.people, 0), 0);
    const share = demand.kinds.filter(({ delivery }) => delivery === 'webrtc').reduce((sum, kind) => sum + kind.share, 0);
    expect(Math.abs(people / (demand.participants.value * share * 1e-4) - 1)).toBeLessThan(0.05);
  });

  it('fills each meeting, and pins those that must stay', () => {
    const rooms = draw(2);
    expect(rooms.length).toBeGreaterThan(50);
    for (const { kind, groups, endsMs } of rooms) {
      const seats = kind.delivery === 'hls' ? kind.publishers : kind.size;
      expect(groups.reduce((sum, { people }) => sum + people, 0)).toBe(seats);
      expect(groups.every(({ atMs }) => atMs < endsMs)).toBe(true);
    }
    expect(rooms.filter(({ kind }) => kind.id === 'court-hearing').every(({ isPinned }) => isPinned)).toBe(true);
  });

  it('turns the arrival curve round', () => {
    expect(arrivalMinute(demand, 0)).toBe(-5);
    expect(arrivalMinute(demand, 0.3)).toBeCloseTo(0, 9);
    expect(arrivalMinute(demand, 0.5)).toBeCloseTo(1, 9);
  });
});

describe('a cluster', () => {
  it('says how it is every two seconds, and not in between', async () => {
    const cluster = buildCluster(settingsOf().shape);
    const loads = async () => (await cluster.registry.list()).map(({ load }) => Number(load));
    cluster.beat(0);
    const before = await loads();
    cluster.change('ND_del1_001', { millicores: 8000, people: 10 });
    cluster.beat(1999);
    expect(await loads()).toEqual(before);
    cluster.beat(2000);
    expect((await loads())[0]).toBeCloseTo(0.5, 1);
  });
});

describe('a played day', () => {
  it('is the same for one seed, and another for another', async () => {
    const first = await runDay(settingsOf({ seed: 3 }));
    expect(await runDay(settingsOf({ seed: 3 }))).toEqual(first);
    expect(await runDay(settingsOf({ seed: 4 }))).not.toEqual(first);
  });

  it('lets everybody in where there is enough of everything', async () => {
    const tally = await runDay(settingsOf({ millicores: 1e9 }));
    expect(tally.came).toBeGreaterThan(500);
    expect(tally).toMatchObject({ placed: tally.came, refused: 0, waited: 0, refusals: {} });
    expect(isConserved(tally)).toBe(true);
  });

  it('turns people away where there is too little, and loses none of them', async () => {
    const tally = await runDay(settingsOf({ millicores: 300 }));
    expect(tally.refused).toBeGreaterThan(0);
    expect(tally.refusals.overloaded).toBeGreaterThan(0);
    expect(isConserved(tally)).toBe(true);
  });

  it('is empty at its end', async () => {
    const { curve } = await runDay(settingsOf());
    expect(Math.max(...curve.map(({ people }) => people))).toBeGreaterThan(100);
    expect(curve.at(-1)).toMatchObject({ people: 0 });
  });

  it('counts by site and hour what it counts in all', async () => {
    const tally = await runDay(settingsOf({ millicores: 300 }));
    const hours = [...tally.bySite.values()].flat();
    for (const what of ['rooms', 'came', 'placed', 'refused'] as const)
      expect(hours.reduce((sum, hour) => sum + hour[what], 0)).toBe(tally[what]);
  });
});

describe('the fence', () => {
  it('lets nobody in under a policy that does not name where a server stands: it is the real one', async () => {
    const { del1, ...sites } = policy.sites;
    expect(del1).toBeDefined();
    const tally = await runDay(settingsOf({ policy: { ...policy, sites } }));
    expect(tally.came).toBeGreaterThan(500);
    expect(tally).toMatchObject({ placed: 0, refused: tally.came, rooms: 0 });
    // A meeting tied to the site is refused for it; all others because a stranger stands in the cluster.
    expect(Object.keys(tally.refusals).sort()).toEqual(['stranger_seen', 'unknown_site']);
  });

  it('keeps what is tied to a lost site out, and moves the rest', async () => {
    const room = (isPinned: boolean): DrawnRoom => ({
      kind: demand.kinds[0]!,
      homeSite: 'del1',
      isPinned,
      endsMs: minuteOf('11:00') * 60_000,
      groups: [{ atMs: minuteOf('10:00') * 60_000, people: 5 }],
    });
    const loss = { siteId: 'del1', atMs: minuteOf('10:05') * 60_000 };
    const onlyDelhi = { ...settingsOf({ millicores: 1e9 }), loss };
    const pinned = await runDay({ ...onlyDelhi, rooms: [room(true)] });
    expect(pinned).toMatchObject({ came: 10, placed: 5, refused: 5 });
    expect(pinned.refusals.pinned_site_closed).toBeGreaterThan(0);

    const nodes = new Map([['del1', 1]]);
    const shape = { ...onlyDelhi.shape, nodes };
    const stranded = await runDay({ ...onlyDelhi, shape, rooms: [room(false)] });
    expect(stranded).toMatchObject({ came: 10, placed: 5, refused: 5 });

    // The only server with room is lost; the other one takes the meeting as soon as the fence takes the first for gone.
    const shapeOfTwo = { ...onlyDelhi.shape, nodes: new Map([['del1', 1], ['hyd1', 1]]), noise: { upTo: 0, random: randomFrom(1) } }; // prettier-ignore
    const moved = await runDay({ ...onlyDelhi, shape: shapeOfTwo, rooms: [room(false)] });
    expect(moved).toMatchObject({ came: 10, placed: 10, refused: 0, movedRooms: 1 });
  });
});
