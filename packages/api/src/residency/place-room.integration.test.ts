import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readReadiness } from '../core/readiness.ts';
import { systemContext } from '../core/context.ts';
import type { MemberContext } from '../core/member-context.ts';
import type { Services } from '../core/services.ts';
import { createCaller } from '../root.ts';
import { type MediaDesk, openMediaDesk } from '../testing/media-desk.ts';
import { browser, entriesOf, knock, open, type Scheduled, schedule } from '../testing/meetings.ts';
import { as, makeMinistry } from '../testing/ministries.ts';
import { under, withLimits, withSites } from '../testing/policies.ts';
import { reconcile } from '../webhook/reconcile.ts';
import { watchNodes } from './watch-nodes.ts';

let desk: MediaDesk;
let organiser: MemberContext;

beforeAll(async () => {
  desk = await openMediaDesk();
  organiser = { ...(await as(desk.harness, await makeMinistry(desk.harness, 'health'), 'scheduler')), services: desk.services };
});
afterAll(() => desk.close());

const within = (ms: number) => ({ timeout: ms, interval: 50 });
const by = (services: Services): MemberContext => ({ ...organiser, services });
/** Media nowhere near this machine. */
const elsewhere = withSites({ del1: { networks: ['203.0.113.0/24'] } });
const busy = withLimits({ newRoomLoad: 1e-9, joinLoad: 1e-9 });

/** What the host is refused with, who is through the door already. */
async function refusedPass(services: Services, { joinCode }: Scheduled): Promise<unknown> {
  await createCaller(by(services)).join.asMember({ joinCode });
  const pass = createCaller(by(services)).room.pass({ joinCode });
  return pass.then(
    () => 'no refusal',
    (error: unknown) => {
      const { code, evidence } = (error as { cause: { code?: string; evidence?: unknown } }).cause;
      return { code, evidence };
    },
  );
}
const unavailable = (reason: string) => ({ code: 'media_unavailable', evidence: { reason } });
const eventsOf = async ({ meetingId }: Scheduled) => (await entriesOf(desk.harness, meetingId)).map(({ event }) => event);
const roomsOpen = () => desk.services.media.listRooms();

describe('no pass and no room', () => {
  it.each([
    ['on a node that the policy does not name', elsewhere, 'stranger_seen'],
    ['on a node in another region than its site', withSites({ home: { region: 'in-north' } }), 'stranger_seen'],
    ['on a node at a site without media', withSites({ home: { runs: {} as never } }), 'stranger_seen'],
    ['on a node that is overloaded', busy, 'overloaded'],
    ['on a node that said its last word too long ago', withLimits({ staleAfter: 0 }), 'no_node'],
  ] as const)('%s', async (_what, policy, reason) => {
    const services = under(desk.services, policy);
    const meeting = await schedule(organiser);
    expect(await refusedPass(services, meeting)).toEqual(unavailable(reason));
    expect(await roomsOpen()).not.toContain(meeting.meetingId);
    expect(await eventsOf(meeting)).not.toEqual(expect.arrayContaining(['meeting.started']));
    expect(await eventsOf(meeting)).not.toEqual(expect.arrayContaining(['call.pass_issued']));
    const refusal = (await entriesOf(desk.harness, meeting.meetingId)).at(-1);
    expect(refusal).toMatchObject({ event: 'fence.refused', outcome: 'refused' });
    expect(refusal?.detail).toMatchObject({ reason, policyHash: services.residency.hash });
    expect(await readReadiness(services, () => Promise.resolve(true))).toMatchObject({
      status: 'degraded',
      parts: { media: 'refused' },
    });
  });

  it('at another site than the one the meeting is tied to', async () => {
    const sites = withSites({ laptop: { networks: ['127.0.0.0/8'] }, mum1: { networks: ['203.0.113.0/24'] } });
    const services = under(desk.services, sites);
    const options = { waitingRoom: 'off', site: 'mum1' } as const;
    const meeting = await schedule(by(services), { options });
    expect(await refusedPass(services, meeting)).toEqual(unavailable('pinned_site_closed'));
    expect(await roomsOpen()).not.toContain(meeting.meetingId);
    // Whoever drew up the next policy forgot the site.
    expect(await refusedPass(desk.services, meeting)).toEqual(unavailable('unknown_site'));
    const home = await schedule(by(services), { options: { ...options, site: 'laptop' } });
    await open(by(services), home);
    expect(await roomsOpen()).toContain(home.meetingId);
    const { residency } = await createCaller(by(services)).room.pass({ joinCode: home.joinCode });
    expect(residency.networks, 'and the browser is told of no other').toEqual(['127.0.0.0/8']);
  });

  it('for those who come later, when the node of a running meeting may take nobody more; those inside stay', async () => {
    const meeting = await schedule(organiser, { options: { waitingRoom: 'off' } });
    await open(organiser, meeting);
    const guest = browser(desk.harness, { services: under(desk.services, busy) });
    await knock(guest, meeting);
    const pass = () => createCaller(guest).room.pass({ joinCode: meeting.joinCode });
    await expect(pass()).rejects.toMatchObject({ cause: unavailable('overloaded') });
    expect(await roomsOpen()).toContain(meeting.meetingId);
    const again = { ...guest, services: desk.services };
    expect((await createCaller(again).room.pass({ joinCode: meeting.joinCode })).token).toMatch(/^eyJ/);
  });
});

describe('a room that is opened', () => {
  it('is written down with its node, its site and the policy, once for all who come', async () => {
    const meeting = await schedule(organiser, { options: { waitingRoom: 'off' } });
    await open(organiser, meeting);
    const guest = browser(desk.harness, { services: desk.services });
    await knock(guest, meeting);
    await createCaller(guest).room.pass({ joinCode: meeting.joinCode });
    const [node] = (await desk.services.media.readNodes()).nodes;
    const where = { nodeId: node?.nodeId, siteId: 'laptop', policyHash: desk.services.residency.hash };
    const entries = await entriesOf(desk.harness, meeting.meetingId);
    const opened = entries.filter(({ event }) => event === 'media.room_opened');
    expect(opened.map(({ detail }) => detail)).toEqual([{ ...where, from: null, by: 'pass' }]);
    for (const { detail } of entries.filter(({ event }) => event === 'call.pass_issued')) expect(detail).toMatchObject(where);
    const [row] = await desk.harness.owner`select media_node_id, media_site_id from meetings where id = ${meeting.meetingId}`;
    expect(row).toEqual({ media_node_id: node?.nodeId, media_site_id: 'laptop' });
  });
});

describe('a room that LiveKit has moved by itself, its node being gone', () => {
  it('stays there, though another node is idle', async () => {
    const meeting = await schedule(organiser, { options: { waitingRoom: 'off' } });
    await open(organiser, meeting);
    const reading = await desk.services.media.readNodes();
    const [known] = reading.nodes;
    if (known === undefined) throw new Error('no node');
    const gone = { ...known, updatedAt: new Date(0) };
    const [busy, idle] = [
      { ...known, nodeId: 'ND_busy', load: 0.99 },
      { ...known, nodeId: 'ND_idle', load: 0 },
    ];
    const media = {
      ...desk.services.media,
      readNodes: () => Promise.resolve({ ...reading, nodes: [gone, busy, idle] }),
      placesOf: () => Promise.resolve(new Map([[meeting.meetingId, busy.nodeId]])),
      openRoom: () => Promise.resolve(busy.nodeId),
      closeRoom: () => Promise.reject(new Error('who is in it would be thrown out')),
    };
    await createCaller(by({ ...desk.services, media })).room.pass({ joinCode: meeting.joinCode });
    const [row] = await desk.harness.owner`select media_node_id from meetings where id = ${meeting.meetingId}`;
    expect(row).toEqual({ media_node_id: busy.nodeId });
  });
});

describe('the watcher', () => {
  const watch = (services: Services) => watchNodes(systemContext(services, 'worker', 'watch'));
  const lasting = () => desk.harness.owner`select kind, subject from residency_alarms where cleared_at is null`;
  const recorded = async () =>
    (
      await desk.harness.owner<{ event: string }[]>`
        select event from audit_entries where event like 'node.%' or event like 'residency.%' order by seq`
    ).map(({ event }) => event);
  beforeEach(async () => {
    await watch(desk.services);
  });

  it('raises an alarm for a stranger once, and clears it when it is none any more', async () => {
    const [node] = (await desk.services.media.readNodes()).nodes;
    const before = (await recorded()).length;
    const services = under(desk.services, elsewhere);
    await watch(services);
    await watch(services);
    expect(await lasting()).toEqual([{ kind: 'stranger_node', subject: node?.nodeId }]);
    expect((await recorded()).slice(before)).toEqual(['node.refused', 'residency.alarm_raised']);
    expect(desk.harness.logged.filter((line) => line.includes('"code":"residency.stranger_node"'))).toHaveLength(1);
    await watch(desk.services);
    await watch(desk.services);
    expect(await lasting()).toEqual([]);
    expect((await recorded()).slice(before + 2)).toEqual(['node.admitted', 'residency.alarm_cleared']);
    const [row] = await desk.harness.owner`select standing, site_id from media_nodes where node_id = ${node?.nodeId ?? ''}`;
    expect(row).toEqual({ standing: 'open', site_id: 'laptop' });
  });

  it('raises an alarm when nothing is left that may take a room', async () => {
    await watch(under(desk.services, busy));
    expect(await lasting()).toEqual([{ kind: 'no_permitted_node', subject: 'cluster' }]);
    await watch(desk.services);
    expect(await lasting()).toEqual([]);
  });

  const nodeId = async () => (await desk.services.media.readNodes()).nodes[0]?.nodeId;

  it('raises it, too, when the media server answers nothing, and nobody is let in', async () => {
    const meeting = await schedule(organiser);
    desk.server.freeze();
    try {
      await expect.poll(nodeId, within(10_000)).toBeUndefined();
      await watch(desk.services);
      expect(await lasting()).toEqual([{ kind: 'no_permitted_node', subject: 'cluster' }]);
      expect(await refusedPass(desk.services, meeting)).toEqual(unavailable('no_node'));
    } finally {
      desk.server.thaw();
    }
    await expect.poll(nodeId, within(10_000)).toMatch(/^ND_/);
    await watch(desk.services);
    expect(await lasting()).toEqual([]);
  });

  it('knows a media server that was killed and came back as another node, and its room is put there', async () => {
    const { owner } = desk.harness;
    const meeting = await schedule(organiser, { options: { waitingRoom: 'off' } });
    await open(organiser, meeting);
    const before = await nodeId();
    desk.server.kill();
    await expect.poll(nodeId, within(20_000)).not.toBe(before);
    await expect.poll(nodeId, within(20_000)).toMatch(/^ND_/);
    await owner`update media_nodes set last_seen_at = now() - interval '1 minute' where node_id = ${before ?? ''}`;
    await watch(desk.services);
    const rows = await owner`select standing, reason from media_nodes where node_id = ${before ?? ''}`;
    expect(rows).toEqual([{ standing: 'idle', reason: 'stale' }]);
    await open(organiser, meeting);
    const opened = (await entriesOf(desk.harness, meeting.meetingId)).filter(({ event }) => event === 'media.room_opened');
    expect(opened.at(-1)?.detail).toMatchObject({ nodeId: await nodeId(), from: before });
  }, 60_000);

  it('does not let the reconciler open a room that a pass would not', async () => {
    const meeting = await schedule(organiser, { options: { waitingRoom: 'off' } });
    await open(organiser, meeting);
    const { owner } = desk.harness;
    const [host] = await owner<{ id: string }[]>`select id from participants where meeting_id = ${meeting.meetingId}`;
    await owner`insert into attendance (sid, meeting_id, participant_id, joined_at) values ('PA_lost', ${meeting.meetingId}, ${host!.id}, now())`;
    await desk.services.media.closeRoom(meeting.meetingId);
    const services = under(desk.services, elsewhere);
    expect(await reconcile(systemContext(services, 'worker', 'reconcile'))).toMatchObject({ lost: 1 });
    expect(await roomsOpen()).not.toContain(meeting.meetingId);
    expect((await eventsOf(meeting)).at(-1)).toBe('fence.refused');
  });
});
