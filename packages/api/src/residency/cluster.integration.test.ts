/** The fence before a real cluster: several LiveKit servers that share one Redis, and know nothing of any policy. */
import { livekitMedia } from '@sabha/media/livekit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ClusterNode, startTestCluster, type TestCluster } from '../../../../infra/local/src/testing/test-cluster.ts';
import { systemContext } from '../core/context.ts';
import type { Placement } from '../core/media.ts';
import type { MemberContext } from '../core/member-context.ts';
import type { Services } from '../core/services.ts';
import { createCaller } from '../root.ts';
import { type Harness, openHarness } from '../testing/harness.ts';
import { browser, entriesOf, knock, open, type Scheduled, schedule } from '../testing/meetings.ts';
import { as, makeMinistry } from '../testing/ministries.ts';
import { under, withLimits, withSites } from '../testing/policies.ts';
import { lurk } from '../testing/raw-client.ts';
import { watchNodes } from './watch-nodes.ts';

/** Addresses of this one machine; to the policy two of them are cities, and the third is nowhere. */
const delhi = { address: '127.0.0.11', region: 'del1' };
const mumbai = { address: '127.0.0.12', region: 'mum1' };
const nowhere = { address: '127.0.0.13', region: 'abroad' };
/** Beside Mumbai's, at the same site. */
const second = { ...mumbai, address: '127.0.0.14' };
const sites = withSites({
  del1: { networks: [`${delhi.address}/32`] },
  mum1: { networks: [`${mumbai.address}/32`, `${second.address}/32`] },
});
/** The machine that runs tests may be at its limit; that is not what is tried here. */
const limits = withLimits({ newRoomLoad: 2, joinLoad: 2, staleAfter: 5 });

let harness: Harness;
let member: MemberContext;
let cluster: TestCluster;
const opened: (() => Promise<void>)[] = [];

beforeAll(async () => {
  harness = await openHarness();
  member = await as(harness, await makeMinistry(harness, 'health'), 'scheduler');
});
afterAll(() => harness.close());
beforeEach(async () => {
  cluster = await startTestCluster();
});
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
  await cluster.stop();
});

/** The use cases, with the API of that node: all of them answer for the whole cluster. */
function through({ apiUrl, url }: ClusterNode): Services {
  const { apiKey, apiSecret, redisUrl } = cluster;
  const media = livekitMedia({ apiUrl, browserUrl: url, apiKey, apiSecret, nodes: { redisUrl } });
  opened.push(() => media.close());
  return under({ ...harness.services, media }, (policy) => limits(sites(policy)));
}

const within = (ms: number) => ({ timeout: ms, interval: 100 });
const by = (services: Services): MemberContext => ({ ...member, services });
const watch = (services: Services) => watchNodes(systemContext(services, 'worker', 'watch'));
const lastingAlarms = async () =>
  (await harness.owner<{ kind: string }[]>`select kind from residency_alarms where cleared_at is null`).map(({ kind }) => kind);
const nodeAt = async ({ media }: Services, region: string) =>
  (await media.readNodes()).nodes.find((node) => node.region === region);
const placeOf = async ({ media }: Services, { meetingId }: Scheduled) => (await media.placesOf([meetingId]))?.get(meetingId);

/** That many nodes are known and have measured themselves. */
async function settled({ media }: Services, count: number): Promise<void> {
  const measured = async () => (await media.readNodes()).nodes.filter((node) => node.load !== null).length;
  await expect.poll(measured, within(15_000)).toBe(count);
}

async function running(services: Services, site: string | null = null): Promise<Scheduled> {
  const meeting = await schedule(by(services), { options: { waitingRoom: 'off', site } });
  await open(by(services), meeting);
  return meeting;
}

/** The reason why the host gets no pass, or the pass. */
const passOf = (services: Services, { joinCode }: Scheduled) =>
  createCaller(by(services))
    .room.pass({ joinCode })
    .catch((error: unknown) => (error as { cause: { evidence?: { reason?: string } } }).cause.evidence?.reason);

/** A guest with a pass that is good for two minutes, whatever happens to the cluster meanwhile. */
async function guestPass(services: Services, meeting: Scheduled) {
  const guest = browser(harness, { services });
  await knock(guest, meeting);
  return createCaller(guest).room.pass({ joinCode: meeting.joinCode });
}

/** A meeting at Delhi's node, with somebody in it, which may go anywhere when that node begins to drain. */
async function runningWhileDraining(services: Services, node: ClusterNode) {
  const meeting = await running(services, 'del1');
  const lurker = await lurk(await guestPass(services, meeting));
  await harness.owner`update meetings set options = options || '{"site": null}' where id = ${meeting.meetingId}`;
  node.signal('SIGTERM');
  await expect.poll(async () => (await nodeAt(services, 'del1'))?.state, within(10_000)).toBe('draining');
  return { meeting, lurker };
}

describe('the registry', () => {
  it('is read as the nodes write it', async () => {
    const services = through(await cluster.start(delhi));
    await cluster.start(mumbai);
    await settled(services, 2);
    const { nodes, now, problem } = await services.media.readNodes();
    expect(problem).toBeNull();
    for (const { address, region } of [delhi, mumbai]) {
      const node = nodes.find((other) => other.region === region);
      expect(node).toMatchObject({ addresses: [address], state: 'serving', rooms: 0, clients: 0 });
      expect(Math.abs((node?.updatedAt?.getTime() ?? 0) - now.getTime())).toBeLessThan(8000);
      expect(node?.load).toBeLessThanOrEqual(1);
    }
  });

  it('lets nobody in while Redis does not answer, and everybody when it does again', async () => {
    const services = through(await cluster.start(delhi));
    await settled(services, 1);
    const meeting = await running(services);
    cluster.signalRedis('SIGSTOP');
    await expect.poll(async () => (await services.media.readNodes()).problem, within(10_000)).toMatch(/./);
    expect(await passOf(services, meeting)).toBe('no_node');
    cluster.signalRedis('SIGCONT');
    await expect.poll(() => passOf(services, meeting), within(15_000)).toHaveProperty('token');
  }, 60_000);
});

describe('a room', () => {
  it('is on exactly the node that the fence chose, and LiveKit is asked whether it is', async () => {
    const services = through(await cluster.start(delhi));
    await cluster.start(mumbai);
    await settled(services, 2);
    for (const site of ['mum1', 'del1', 'mum1']) {
      const meeting = await running(services, site);
      const node = await nodeAt(services, site);
      expect(await placeOf(services, meeting)).toBe(node?.nodeId);
      const other = await nodeAt(services, site === 'mum1' ? 'del1' : 'mum1');
      const at = { nodeId: other?.nodeId, siteId: 'x' } as Placement;
      expect(await services.media.openRoom(meeting.meetingId, at), 'a room that runs stays').toBe(node?.nodeId);
    }
  });

  it('is not put where all others of the same moment are', async () => {
    const services = through(await cluster.start(delhi));
    await cluster.start(mumbai);
    await settled(services, 2);
    const places = new Set<unknown>();
    for (let opened = 0; opened < 40; opened += 1) places.add(await placeOf(services, await running(services)));
    expect(places.size, 'both nodes, though each says how busy it is only every two seconds').toBe(2);
  }, 60_000);

  it('moves to another node when its own one drains, with all who are in it', async () => {
    const [one, two] = [await cluster.start(delhi), await cluster.start(mumbai)];
    const services = through(two);
    await settled(services, 2);
    const { meeting, lurker } = await runningWhileDraining(services, one);
    const [before, after] = [await nodeAt(services, 'del1'), await nodeAt(services, 'mum1')];
    expect(await passOf(services, meeting)).toHaveProperty('token');
    await lurker.closed;
    expect(await placeOf(services, meeting)).toBe(after?.nodeId);
    const moved = (await entriesOf(harness, meeting.meetingId)).filter(({ event }) => event === 'media.room_opened').at(-1);
    expect(moved?.detail).toMatchObject({ nodeId: after?.nodeId, siteId: 'mum1', from: before?.nodeId });
  }, 60_000);

  it('is moved once for all who come while its node drains, and can be entered afterwards', async () => {
    const [one, two] = [await cluster.start(delhi), await cluster.start(mumbai)];
    const [before, services] = [through(one), through(two)];
    await settled(services, 2);
    const { meeting, lurker } = await runningWhileDraining(services, one);
    let closings = 0;
    const counted = ({ media, ...own }: Services): Services => {
      const closeRoom = (room: string) => {
        closings += 1;
        return media.closeRoom(room);
      };
      return { ...own, media: { ...media, closeRoom } };
    };
    const portals = [counted(before), counted(services)];
    const crowd = await Promise.all(Array.from({ length: 16 }, (_, at) => passOf(portals[at % 2] ?? services, meeting)));
    for (const pass of crowd) expect(pass).toHaveProperty('token');
    expect(closings, 'by one of all who came').toBe(1);
    await lurker.closed;
    const late = await lurk({ ...(await guestPass(services, meeting)), url: two.url });
    late.close();
  }, 60_000);

  it('waits for its node when the meeting is tied to that site, and no other node takes it', async () => {
    const [one, two] = [await cluster.start(delhi), await cluster.start(mumbai)];
    const services = through(two);
    await settled(services, 2);
    const meeting = await running(services, 'del1');
    one.signal('SIGSTOP');
    await expect.poll(() => passOf(services, meeting), within(20_000)).toBe('pinned_site_closed');
    one.signal('SIGCONT');
    await expect.poll(() => passOf(services, meeting), within(20_000)).toHaveProperty('token');
    expect(await placeOf(services, meeting)).toBe((await nodeAt(services, 'del1'))?.nodeId);
  }, 60_000);
});

describe('a stranger in the cluster', () => {
  it.each([
    ['at an address that is in no site', nowhere],
    ['at a site, without a region', { ...mumbai, region: '' }],
    ['at a site, in another region', { ...mumbai, region: 'del1' }],
  ])(
    '%s: no pass for anybody until it is gone, and an alarm',
    async (_what, options) => {
      const services = through(await cluster.start(delhi));
      await settled(services, 1);
      const meeting = await running(services);
      const stranger = await cluster.start(options);
      const since = performance.now();
      await expect.poll(() => passOf(services, meeting), within(10_000)).toBe('stranger_seen');
      expect(performance.now() - since).toBeLessThan(5000);
      await watch(services);
      expect(await lastingAlarms()).toEqual(['stranger_node']);
      stranger.signal('SIGTERM');
      await expect.poll(() => passOf(services, meeting), within(15_000)).toHaveProperty('token');
      await watch(services);
      expect(await lastingAlarms()).toEqual([]);
    },
    60_000,
  );

  it.each(['__proto__', 'constructor', ''])(
    'is seen, though it calls itself %o',
    async (name) => {
      const services = through(await cluster.start(delhi));
      await settled(services, 1);
      const meeting = await running(services);
      await cluster.registry(['HSET', 'nodes', name, '']);
      await expect.poll(() => passOf(services, meeting), within(10_000)).toBe('stranger_seen');
    },
    60_000,
  );

  it('that hides from the registry and holds a room is seen by that', async () => {
    const services = through(await cluster.start(delhi));
    await settled(services, 1);
    const meeting = await running(services);
    const lurker = await lurk(await guestPass(services, meeting));
    await cluster.registry(['HSET', 'room_node_map', meeting.meetingId, 'ND_hidden']);
    await watch(services);
    expect(await lastingAlarms()).toEqual(['room_misplaced']);
    const [alarm] = await harness.owner`select detail from residency_alarms where cleared_at is null`;
    expect(alarm).toMatchObject({ detail: { nodeId: 'ND_hidden', standing: 'unlisted' } });
    lurker.close();
  }, 60_000);

  it('is given a room by LiveKit itself when the home node dies: the room is closed, and an old pass opens nothing', async () => {
    const [one, two] = [await cluster.start(delhi), await cluster.start(nowhere)];
    const [before, after] = [through(one), through(two)];
    // Let in while the policy still knew both of them: the leak needs a pass that is out already.
    const both = withSites({ del1: { networks: [`${delhi.address}/32`] }, abroad: { networks: [`${nowhere.address}/32`] } });
    const lax = under({ ...harness.services, media: before.media }, (policy) => limits(both(policy)));
    await settled(before, 2);
    const meeting = await running(lax, 'del1');
    const pass = await guestPass(lax, meeting);
    one.signal('SIGKILL');
    const strangerId = (await nodeAt(after, 'abroad'))?.nodeId;
    const rejoin = () => lurk({ ...pass, url: two.url });
    const lurker = await untilLetIn(rejoin);
    expect(await placeOf(after, meeting), 'what LiveKit does by itself').toBe(strangerId);
    await watch(after);
    await lurker.closed;
    expect(await placeOf(after, meeting)).toBeUndefined();
    expect(await lastingAlarms()).toEqual(expect.arrayContaining(['stranger_node', 'room_misplaced']));
    await expect(rejoin()).rejects.toThrow(/turned away/);
    expect(await passOf(after, meeting)).toBe('stranger_seen');
  }, 90_000);
});

describe('a room that LiveKit moved by itself', () => {
  it.each([
    ['is written down where it may be', null],
    ['is closed where its meeting must not be', 'del1'],
  ])(
    '%s',
    async (_what, site) => {
      const [one, two] = [await cluster.start(delhi), await cluster.start(mumbai)];
      const services = through(two);
      await settled(services, 2);
      const meeting = await running(services, 'del1');
      const pass = await guestPass(services, meeting);
      await harness.owner`update meetings set options = options || ${harness.owner.json({ site })} where id = ${meeting.meetingId}`;
      one.signal('SIGKILL');
      const lurker = await untilLetIn(() => lurk({ ...pass, url: two.url }));
      const mumbaiId = (await nodeAt(services, 'mum1'))?.nodeId;
      expect(await placeOf(services, meeting)).toBe(mumbaiId);
      await watch(services);
      if (site === null) {
        const [row] = await harness.owner`select media_node_id, media_site_id from meetings where id = ${meeting.meetingId}`;
        expect(row).toEqual({ media_node_id: mumbaiId, media_site_id: 'mum1' });
        expect(await placeOf(services, meeting)).toBe(mumbaiId);
        lurker.close();
      } else {
        await lurker.closed;
        expect(await placeOf(services, meeting)).toBeUndefined();
        expect(await lastingAlarms()).toContain('room_misplaced');
      }
    },
    90_000,
  );

  it('is left there by whoever comes next', async () => {
    const [one, two] = [await cluster.start(delhi), await cluster.start(mumbai)];
    await cluster.start(second);
    const services = through(two);
    await settled(services, 3);
    const meeting = await running(services, 'del1');
    const pass = await guestPass(services, meeting);
    await harness.owner`update meetings set options = options || '{"site": null}' where id = ${meeting.meetingId}`;
    one.signal('SIGKILL');
    const lurker = await untilLetIn(() => lurk({ ...pass, url: two.url }));
    const place = await placeOf(services, meeting);
    let isThere = true;
    void lurker.closed.then(() => (isThere = false));
    await expect.poll(() => passOf(services, meeting), within(20_000)).toHaveProperty('token');
    expect(await placeOf(services, meeting)).toBe(place);
    expect(isThere, 'and nobody in it was thrown out').toBe(true);
    lurker.close();
  }, 90_000);
});

/** LiveKit gives up on a dead node after five seconds; whoever comes sooner is turned away. */
async function untilLetIn(join: () => ReturnType<typeof lurk>): Promise<Awaited<ReturnType<typeof lurk>>> {
  let inside: Awaited<ReturnType<typeof lurk>> | undefined;
  const tried = async () => {
    inside ??= await join().catch(() => undefined);
    return inside !== undefined;
  };
  await expect.poll(tried, within(30_000)).toBe(true);
  return inside!;
}
