import type { Site } from '@sabha/domain/residency/policy';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemContext } from '../core/context.ts';
import type { Media, SeenNode } from '../core/media.ts';
import { watchNodes } from '../residency/watch-nodes.ts';
import { createCaller } from '../root.ts';
import { type Harness, openHarness } from '../testing/harness.ts';
import { refusal } from '../testing/meetings.ts';
import { as, makeMinistry, type Ministry } from '../testing/ministries.ts';
import { under, withSites } from '../testing/policies.ts';
import { readStatusFacts, statusBoard } from './board.ts';

let harness: Harness;
let ministry: Ministry;
beforeAll(async () => {
  harness = await openHarness();
  ministry = await makeMinistry(harness, 'status');
});
afterAll(() => harness.close());
beforeEach(async () => {
  await harness.owner`truncate residency_watch, standing_changes, residency_alarms, media_nodes`;
  later(600);
});

const named = (en: string): Partial<Site> => ({ name: { en, hi: 'स्थल' } });
const sites = withSites({
  del1: { networks: ['164.100.1.0/24'], ...named('Delhi') },
  hyd1: { networks: ['164.100.2.0/24'], ...named('Hyderabad') },
});
const services = () => under(harness.services, sites);

function later(seconds: number): void {
  harness.clock.now = new Date(harness.clock.now.getTime() + seconds * 1000);
}

const node = (nodeId: string, region: string, more: Partial<SeenNode> = {}): SeenNode => ({
  nodeId,
  region,
  addresses: [region === 'del1' ? '164.100.1.7' : '164.100.2.7'],
  state: 'serving',
  updatedAt: harness.clock.now,
  load: 0.42,
  rooms: 3,
  clients: 9,
  ...more,
});

/** One turn of the watcher, with nodes that nobody here could start. */
async function look(nodes: readonly SeenNode[], problem: string | null = null): Promise<void> {
  const media: Media = {
    ...harness.services.media,
    readNodes: () => Promise.resolve({ nodes, now: harness.clock.now, problem }),
    placesOf: () => Promise.resolve(null),
  };
  await watchNodes(systemContext({ ...services(), media }, 'worker', 'watch'));
}

const anybody = () => createCaller({ ...harness.context({ kind: 'anonymous' }), services: services() });
/** Past what is kept for a crowd. */
const status = () => {
  later(5);
  return anybody().status.sites({});
};
const standings = async () => (await status()).sites.map(({ siteId, standing, reason }) => [siteId, standing, reason]);

describe('what the public is told', () => {
  it('is which sites serve, their load in steps of ten, and since when', async () => {
    await look([node('ND_del', 'del1')]);
    const lookedAt = harness.clock.now.toISOString();
    const { sites: shown, isWatched } = await status();
    expect(isWatched).toBe(true);
    expect(shown).toMatchObject([
      { siteId: 'del1', standing: 'serving', load: 40, since: lookedAt, lastViolation: null },
      { siteId: 'hyd1', standing: 'closed', reason: 'no_node', load: null },
    ]);
  });

  it('is unknown, never fine, once the watcher is silent, and before it ever looked', async () => {
    expect(await standings()).toEqual([
      ['del1', 'unknown', null],
      ['hyd1', 'unknown', null],
    ]);
    await look([node('ND_del', 'del1'), node('ND_hyd', 'hyd1')]);
    later(20);
    expect((await standings()).map(([, standing]) => standing)).toEqual(['serving', 'serving']);
    later(20);
    const silent = await status();
    expect(silent).toMatchObject({ isWatched: false });
    expect(silent.sites.map(({ standing, load, since }) => [standing, load, since])).toEqual([
      ['unknown', null, null],
      ['unknown', null, null],
    ]);
  });

  it('is not serving when nothing can be read of the media server', async () => {
    await look([node('ND_del', 'del1')]);
    await look([], 'the media server does not answer');
    expect((await standings())[0]).toEqual(['del1', 'closed', 'unreadable']);
  });

  it('is nothing of addresses, nodes, meetings and persons', async () => {
    await look([node('ND_secret', 'del1'), node('ND_foreign', 'abroad', { addresses: ['8.8.8.8'] })]);
    await harness.owner`
      insert into residency_alarms (id, kind, subject, site_id, detail, raised_at)
      values (${crypto.randomUUID()}, 'route_violation', 'PA_session', 'del1', '{"faults":["x"]}', ${harness.clock.now})`;
    const told = await status();
    expect(told.history.length).toBeGreaterThan(2);
    const text = JSON.stringify([told, await anybody().status.inventory({})]);
    for (const secret of ['ND_', '8.8.8.8', '164.100', 'PA_session', 'faults', '"abroad"', '127.0.0', '"hosts"', '"networks"'])
      expect(text, secret).not.toContain(secret);
  });
});

describe('the history', () => {
  it('tells what began and ended and when, and that nobody watched in between', async () => {
    const times: string[] = [];
    const turn = async (nodes: () => readonly SeenNode[]) => {
      times.push(harness.clock.now.toISOString());
      await look(nodes());
    };
    await turn(() => [node('ND_del', 'del1')]);
    later(10);
    await look([node('ND_del', 'del1')]);
    later(5);
    await turn(() => [node('ND_del', 'del1', { state: 'draining' })]);
    later(5);
    await turn(() => [node('ND_del', 'del1')]);
    later(300);
    await turn(() => [node('ND_del', 'del1')]);
    const { history, sites: shown } = await status();
    const ofDelhi = history.flatMap((entry) => (entry.what === 'site' && entry.siteId === 'del1' ? [entry] : []));
    const silentFrom = new Date(Date.parse(times[2] ?? '') + 30_000).toISOString();
    expect(ofDelhi.map(({ at, standing }) => [at, standing])).toEqual([
      [times[3], 'serving'],
      [silentFrom, 'unknown'],
      [times[2], 'serving'],
      [times[1], 'closed'],
      [times[0], 'serving'],
    ]);
    expect(shown[0]).toMatchObject({ since: times[3] });
  });

  it('tells violations by kind and day, however many somebody makes', async () => {
    const early = harness.clock.now;
    later(1);
    const late = harness.clock.now;
    for (let nth = 0; nth < 300; nth += 1)
      await harness.owner`
        insert into residency_alarms (id, kind, subject, site_id, detail, raised_at, cleared_at)
        values (${crypto.randomUUID()}, 'route_refused', ${`p${nth}`}, 'del1', '{}', ${early}, ${late})`;
    await look([node('ND_foreign', 'abroad', { addresses: ['8.8.8.8'] })]);
    const { history, lastViolation, lastReported, sites: shown } = await status();
    expect(history.filter(({ what }) => what === 'alarm')).toMatchObject([
      { kind: 'stranger_node', siteId: null, count: 1, lasts: true },
      { kind: 'route_refused', siteId: 'del1', count: 300, lasts: false },
    ]);
    expect(lastViolation).toMatchObject({ kind: 'stranger_node' });
    expect(lastReported, 'the word of browsers stands apart').toEqual({ kind: 'route_refused', at: early.toISOString() });
    expect(shown[0]?.lastViolation, 'and stains no site').toBeNull();
  });

  it('goes back thirty days, and the last violation as far as there is one', async () => {
    const longAgo = new Date(harness.clock.now.getTime() - 31 * 86_400_000);
    await harness.owner`
      insert into residency_alarms (id, kind, subject, site_id, detail, raised_at, cleared_at)
      values (${crypto.randomUUID()}, 'room_misplaced', 'r', 'hyd1', '{}', ${longAgo}, ${longAgo})`;
    await harness.owner`
      insert into standing_changes (id, site_id, standing, at) values (${crypto.randomUUID()}, 'hyd1', 'closed', ${longAgo})`;
    const { history, lastViolation } = await status();
    expect(history.filter(({ what }) => what !== 'policy')).toEqual([]);
    expect(lastViolation).toEqual({ kind: 'room_misplaced', at: longAgo.toISOString() });
  });
});

it('a crowd costs the database one reading in some seconds', async () => {
  let readings = 0;
  const board = statusBoard((now) => (readings++, readStatusFacts(harness.services.db, now)));
  const crowd = createCaller({ ...harness.context({ kind: 'anonymous' }), services: { ...services(), status: board } });
  await Promise.all(Array.from({ length: 500 }, () => crowd.status.sites({})));
  later(4);
  await crowd.status.sites({});
  expect(readings).toBe(1);
  later(1);
  await crowd.status.sites({});
  expect(readings).toBe(2);
});

describe('nodes', () => {
  const ofRole = async (role: Parameters<typeof as>[2]) =>
    createCaller({ ...(await as(harness, ministry, role)), services: services() });

  it('are shown to administrators, with load, age and alarms', async () => {
    await look([node('ND_del', 'del1'), node('ND_foreign', 'abroad', { addresses: ['8.8.8.8'] })]);
    later(7);
    const { nodes, alarms, changes, isWatched } = await (await ofRole('administrator')).status.nodes({});
    expect(isWatched).toBe(true);
    expect(nodes.find(({ nodeId }) => nodeId === 'ND_del')).toMatchObject({
      siteId: 'del1',
      addresses: ['164.100.1.7'],
      standing: 'open',
      load: expect.closeTo(0.42) as number,
      rooms: 3,
      clients: 9,
      heartbeatAge: 7,
    });
    expect(alarms).toMatchObject([{ kind: 'stranger_node', nodeId: 'ND_foreign', reason: 'address_outside', clearedAt: null }]);
    expect(changes.map(({ nodeId, standing }) => [nodeId, standing]).sort()).toEqual([
      ['ND_del', 'open'],
      ['ND_foreign', 'stranger'],
    ]);
  });

  it('come with alarms about meetings that name neither the meeting nor anybody in it', async () => {
    const [session, place] = ['PA_of_theirs', crypto.randomUUID()];
    for (const [kind, subject] of [
      ['route_violation', session],
      ['route_refused', place],
    ] as const)
      await harness.owner`
        insert into residency_alarms (id, kind, subject, site_id, detail, raised_at)
        values (${crypto.randomUUID()}, ${kind}, ${subject}, 'del1', ${harness.owner.json({ who: place })}, ${harness.clock.now})`;
    const { alarms } = await (await ofRole('administrator')).status.nodes({});
    expect(alarms.map(({ kind }) => kind).sort()).toEqual(['route_refused', 'route_violation']);
    for (const secret of [session, place]) expect(JSON.stringify(alarms)).not.toContain(secret);
  });

  it('are shown to nobody else', async () => {
    for (const role of ['member', 'host', 'scheduler'] as const)
      expect(await refusal((await ofRole(role)).status.nodes({}))).toBe('not_allowed');
    expect(await refusal(anybody().status.nodes({}))).toBe('not_signed_in');
    const guest = createCaller(harness.context({ kind: 'guest', participantId: 'g', meetingId: 'm' }));
    expect(await refusal(guest.status.nodes({}))).toBe('not_signed_in');
    const [denied] = await harness.owner`
      select detail from audit_entries where event = 'access.denied' and detail->>'action' = 'status.read_nodes' limit 1`;
    expect(denied).toMatchObject({ detail: { reason: 'administers no ministry' } });
  });
});

it('the inventory is the policy in force: every place, its evidence, the hash and the keys that signed it', async () => {
  const inventory = await createCaller(harness.context({ kind: 'anonymous' })).status.inventory({});
  const { policy, hash } = harness.services.residency;
  expect(inventory).toMatchObject({ version: policy.version, issued: policy.issued, hash });
  expect(inventory.signers).toHaveLength(1);
  expect(inventory.functions.map(({ function: name, rows }) => [name, rows.map(({ siteId }) => siteId)])).toEqual(
    Object.keys(policy.sites['laptop']?.runs ?? {}).map((name) => [name, ['laptop']]),
  );
  expect(inventory.functions[0]?.rows[0]).toMatchObject({
    occupant: { what: 'LiveKit', evidence: expect.any(String) as string },
  });
});
