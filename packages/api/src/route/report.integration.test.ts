import { dispose } from '@livekit/rtc-node';
import type { RouteReport, SelectedPair } from '@sabha/domain/residency/route';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCaller } from '../root.ts';
import { type Assembly, openAssembly, type Running } from '../testing/assembly.ts';
import { joinCall } from '../testing/media-client.ts';
import { browser, refusal } from '../testing/meetings.ts';
import { directPair, placeOnNode, relayedPair, reportOf, saveView, stay } from '../testing/route-reports.ts';

let assembly: Assembly;
let running: Running;
let sid: string;

beforeAll(async () => {
  assembly = await openAssembly();
});
afterAll(async () => {
  await assembly.desk.close();
  await dispose();
});
beforeEach(async () => {
  running = await assembly.running();
  await placeOnNode(assembly.desk.harness, running.meeting);
  sid = await stay(assembly.desk.harness, { ...running.meeting, participantId: running.guest.participantId });
});

const harness = () => assembly.desk.harness;
const send = (more: Partial<RouteReport> = {}, { meeting, guest } = running) =>
  createCaller(guest.context).route.report(reportOf({ joinCode: meeting.joinCode, sid }, more));
const events = (event: string, { meeting } = running) => assembly.events(meeting.meetingId, event);
const stored = () => harness().owner<{ sequence: number; faults: string[]; site_id: string | null; report: object }[]>`
  select sequence, faults, site_id, report from route_reports where sid = ${sid} order by sequence`;
const alarms = () => harness().owner<{ kind: string; detail: object; cleared_at: Date | null }[]>`
  select kind, detail, cleared_at from residency_alarms where subject = ${sid} order by raised_at`;
const at = (address: string, more: Partial<SelectedPair> = {}): SelectedPair => ({
  ...directPair,
  ...more,
  remote: { ...directPair.remote, address },
});

describe('a report', () => {
  it('is kept with the policy it was judged by, recorded without an address, and answered', async () => {
    expect(await send()).toEqual({ standing: 'inside', siteName: { en: 'This machine', hi: 'यह मशीन' }, relayed: false });
    expect(await stored()).toMatchObject([{ sequence: 1, faults: [], site_id: 'laptop' }]);
    const [entry] = await events('residency.route_reported');
    const { hash } = assembly.desk.services.residency;
    expect(entry).toMatchObject({ subject_id: running.guest.participantId, detail: { sid, sequence: 1, policyHash: hash } });
    expect(JSON.stringify(entry)).not.toMatch(/127\.0\.0\.1|Citizen/);
    expect(JSON.stringify(await stored())).not.toContain(running.meeting.joinCode);
  });

  it('that names no pair yet says nothing good', async () => {
    expect(await send({ pairs: [] })).toMatchObject({ standing: 'unknown', siteName: null });
  });

  it('is taken at every change, and says when it is relayed', async () => {
    await send();
    expect(await send({ sequence: 2, pairs: [relayedPair] })).toMatchObject({ standing: 'inside', relayed: true });
    expect(await stored()).toHaveLength(2);
  });
});

describe('media that may go outside', () => {
  it.each([
    ['to an end outside', { pairs: [at('192.0.2.7')] }, 'remote_outside'],
    ['to an end outside, by IPv6', { pairs: [directPair, at('2001:db8::7')] }, 'remote_outside'],
    ['to an end that is no address', { pairs: [at('media.example')] }, 'remote_unreadable'],
    [
      'through a relay outside',
      { pairs: [{ ...relayedPair, relay: { url: 'turns:relay.example:443', protocol: 'tls' } }] },
      'relay_outside',
    ],
    ['past a server outside', { iceServers: ['stun:stun.example:19302'] }, 'ice_server_outside'],
  ] as [string, Partial<RouteReport>, string][])('%s puts the session out, with an alarm and an entry', async (...row) => {
    const [, more, fault] = row;
    const client = await joinCall(running.guest.pass);
    sid = client.room.localParticipant?.sid ?? '';
    const stays = async () => (await assembly.staysOf(running.meeting.meetingId)).map((one) => one.sid);
    await expect.poll(stays, { timeout: 15_000 }).toContain(sid);
    expect(await send(more)).toMatchObject({ standing: 'outside' });
    expect(await client.ended).toBe('participant_removed');
    const detail = { sid, done: 'put_out', faults: expect.arrayContaining([fault]) as unknown };
    expect(await events('residency.violation')).toMatchObject([{ subject_id: running.guest.participantId, detail }]);
    expect(await alarms()).toMatchObject([{ kind: 'route_violation', cleared_at: null, detail: { done: 'put_out' } }]);
    const raised = await events('residency.alarm_raised');
    expect(raised).toMatchObject([{ subject_id: sid, detail: { kind: 'route_violation', done: 'put_out' } }]);
    expect(JSON.stringify(raised)).not.toMatch(/192\.0\.2|2001:db8|127\.0\.0\.1|\.example/);
  });
});

describe('a contradiction between client and server', () => {
  const logged = { connection: 'udp', offered: ['127.0.0.1:7882'] } as const;
  it.each([
    ['another port', { pairs: [{ ...directPair, remote: { ...directPair.remote, port: 7999 } }] }, 'pair_not_offered'],
    ['another address of ours', { pairs: [at('127.0.0.9')] }, 'pair_not_offered'],
    ['a relay that the server does not see', { pairs: [relayedPair] }, 'relay_contradicted'],
    ['another node', { nodeId: 'ND_elsewhere' }, 'node_differs'],
  ] as [string, Partial<RouteReport>, string][])('%s is flagged and recorded, and puts nobody out', async (...row) => {
    const [, more, fault] = row;
    await saveView(harness(), { sid, ...logged });
    expect(await send(more)).toMatchObject({ standing: 'doubtful' });
    expect(await events('residency.violation')).toMatchObject([{ detail: { sid, done: 'flag', faults: [fault] } }]);
    expect(await alarms()).toMatchObject([{ detail: { done: 'flag' }, cleared_at: null }]);
  });

  it('is no contradiction when the way changes later: the server logs it once', async () => {
    await saveView(harness(), { sid, ...logged });
    await send();
    expect(await send({ sequence: 2, pairs: [relayedPair] })).toMatchObject({ standing: 'inside' });
  });

  it('is none when the log names no end of the server: then it says nothing of ends', async () => {
    await saveView(harness(), { sid, connection: 'udp', offered: [] });
    expect(await send()).toMatchObject({ standing: 'inside' });
  });

  it('clears its alarm when the next report is without fault', async () => {
    await send({ nodeId: 'ND_elsewhere' });
    await send({ sequence: 2 });
    expect((await alarms()).map((alarm) => alarm.cleared_at)).toEqual([harness().clock.now]);
  });
});

describe('a hostile reporter', () => {
  const logged = { connection: 'udp', offered: ['127.0.0.1:7882'] } as const;
  const lasting = async () => (await alarms()).filter((alarm) => alarm.cleared_at === null);

  it('cannot report away what the log of the media server has contradicted', async () => {
    await saveView(harness(), { sid, ...logged });
    await send({ pairs: [at('127.0.0.9')] });
    await send({ sequence: 2, pairs: [] });
    await send({ sequence: 3 });
    expect(await lasting()).toHaveLength(1);
  });

  it('cannot end an alarm by saying nothing', async () => {
    await send({ nodeId: 'ND_elsewhere' });
    await send({ sequence: 2, pairs: [] });
    expect(await lasting()).toHaveLength(1);
  });

  it('cannot report away what was to end the session, while it has not ended', async () => {
    const { services } = assembly.desk;
    const deaf = {
      ...running.guest.context,
      services: { ...services, media: { ...services.media, evict: () => Promise.resolve() } },
    };
    const speak = (more: Partial<RouteReport>) =>
      createCaller(deaf).route.report(reportOf({ joinCode: running.meeting.joinCode, sid }, more));
    await speak({ iceServers: ['stun:stun.example:19302'] });
    await speak({ sequence: 2 });
    expect(await lasting()).toMatchObject([{ detail: { done: 'put_out' } }]);
  });

  it('cannot stain another site than that of their meeting, whatever ends they name', async () => {
    await harness().owner`update meetings set media_site_id = 'elsewhere' where id = ${running.meeting.meetingId}`;
    await send({ iceServers: ['stun:stun.example:19302'] });
    const [alarm] = await harness().owner`select site_id from residency_alarms where subject = ${sid}`;
    expect(alarm, 'the pair is at the laptop').toEqual({ site_id: 'elsewhere' });
  });

  const refusals = async () => (await events('residency.report_refused')).map(({ detail }) => detail['reason']);

  it('cannot repeat a report, nor send one that is older than the last', async () => {
    await send({ sequence: 5 });
    for (const sequence of [5, 4, 1]) expect(await refusal(send({ sequence }))).toBe('conflict');
    expect(await refusals()).toEqual(['repeated', 'repeated', 'repeated']);
    expect(await stored()).toHaveLength(1);
  });

  it('cannot win a race with its own report', async () => {
    const sent = await Promise.allSettled([1, 1, 1, 1].map((sequence) => send({ sequence })));
    expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await stored()).toHaveLength(1);
  });

  it('cannot speak for the session of somebody else in the same meeting', async () => {
    const other = await assembly.admitted(running.meeting);
    sid = await stay(harness(), { ...running.meeting, participantId: other.participantId });
    expect(await refusal(send())).toBe('not_found');
    expect(await refusals()).toEqual(['session_of_another']);
    expect(await stored()).toEqual([]);
  });

  it('cannot bring a report of another meeting, although the person is the same', async () => {
    const elsewhere = await assembly.running();
    sid = await stay(harness(), { ...elsewhere.meeting, participantId: elsewhere.guest.participantId });
    expect(await refusal(send())).toBe('not_found');
    expect(await refusals()).toEqual(['session_of_another_meeting']);
  });

  it('cannot name a session that the media server never reported, or one that is over', async () => {
    sid = 'PA_invented';
    expect(await refusal(send())).toBe('not_found');
    sid = await stay(harness(), { ...running.meeting, participantId: running.guest.participantId, leftAt: harness().clock.now });
    expect(await refusal(send())).toBe('conflict');
    expect(await refusals()).toEqual(['no_such_session', 'session_over']);
  });

  it('cannot report without a place, or when put out', async () => {
    const stranger = createCaller(browser(harness(), { services: assembly.desk.services }));
    expect(await refusal(stranger.route.report(reportOf({ joinCode: running.meeting.joinCode, sid })))).toBe('join_refused');
    await harness().owner`update participants set status = 'removed' where id = ${running.guest.participantId}`;
    expect(await refusal(send())).toBe('removed_by_host');
    expect(await stored()).toEqual([]);
  });

  it('cannot flood: reports are counted, and refused ones fill no log', async () => {
    const outcomes = [];
    for (let sequence = 1; sequence <= 125; sequence += 1) outcomes.push(await refusal(send({ sequence })));
    expect(outcomes.filter((outcome) => outcome === 'no refusal')).toHaveLength(120);
    expect(outcomes.slice(120)).toEqual(Array.from({ length: 5 }, () => 'too_many_attempts'));
    expect(await stored()).toHaveLength(120);
  }, 60_000);
});

describe('a browser that would not go where it was sent', () => {
  const refuse = () =>
    createCaller(running.guest.context).route.refused({
      joinCode: running.meeting.joinCode,
      ends: [
        { what: 'ice_server', end: 'stun:stun.example:19302' },
        { what: 'candidate', end: '192.0.2.7' },
      ],
    });

  it('is heard without a session, once as an alarm and each time in the log, and nobody is put out on its word', async () => {
    const client = await joinCall(running.guest.pass);
    await refuse();
    await refuse();
    const entry = { detail: { by: 'client', what: ['ice_server', 'candidate'], done: 'client_left' } };
    expect(await events('residency.violation')).toMatchObject([entry, entry]);
    const raised = await harness().owner`select kind from residency_alarms where subject = ${running.guest.participantId}`;
    expect(raised).toMatchObject([{ kind: 'route_refused' }]);
    expect(client.room.isConnected).toBe(true);
    await client.leave();
  });
});
