import { dispose } from '@livekit/rtc-node';
import { makeKeys, openNote, readVerifier, signNote, verifierOf } from '@sabha/audit/note';
import type { Receipt } from '@sabha/domain/residency/receipt';
import type { RouteReport } from '@sabha/domain/residency/route';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { systemContext } from '../core/context.ts';
import type { MemberContext } from '../core/member-context.ts';
import { createCaller } from '../root.ts';
import { settleRouteAlarms } from '../route/settle-alarms.ts';
import { type Assembly, type Guest, openAssembly, type Running } from '../testing/assembly.ts';
import { joinCall } from '../testing/media-client.ts';
import { refusal } from '../testing/meetings.ts';
import { as, makeMinistry } from '../testing/ministries.ts';
import { NODE, placeOnNode, relayedPair, reportOf, saveView, stay } from '../testing/route-reports.ts';
import { makeReceipts } from './make.ts';

let assembly: Assembly;
let running: Running;

beforeAll(async () => {
  assembly = await openAssembly();
});
afterAll(async () => {
  await assembly.desk.close();
  await dispose();
});
beforeEach(async () => {
  harness().clock.now = new Date();
  running = await assembly.running({ title: 'Flood relief' });
  await placeOnNode(harness(), running.meeting);
});

const harness = () => assembly.desk.harness;
const worker = () => systemContext(assembly.desk.services, 'worker', 'receipts');
const signer = () => inject('sabha').env.SABHA_RECEIPT_SIGNER;
const meetingId = () => running.meeting.meetingId;
const get = (context: MemberContext = assembly.organiser) => createCaller(context).receipt.get({ meetingId: meetingId() });
const notes = () => harness().owner<{ note: string }[]>`select note from residency_receipts where meeting_id = ${meetingId()}`;
const later = (ms: number) => void (harness().clock.now = new Date(harness().clock.now.getTime() + ms));

/** A session of the guest, reported by them unless told otherwise. */
async function session(report: Partial<RouteReport> | null, { context, participantId }: Guest = running.guest): Promise<string> {
  const sid = await stay(harness(), { meetingId: meetingId(), participantId });
  if (report === null) return sid;
  await createCaller(context).route.report(reportOf({ joinCode: running.meeting.joinCode, sid }, report));
  return sid;
}

async function end(): Promise<void> {
  await assembly.host.end({ meetingId: meetingId() });
  await harness()
    .owner`update attendance set left_at = ${harness().clock.now} where meeting_id = ${meetingId()} and left_at is null`;
  later(31_000);
}

async function signed(): Promise<Receipt> {
  await end();
  await makeReceipts(worker(), signer());
  const view = await get();
  if (view.kind !== 'signed') throw new Error(`the receipt is ${view.kind}`);
  return view.receipt;
}

describe('the receipt of a meeting that is over', () => {
  it('says where it was, how many came, how, and by which policy', async () => {
    const other = await assembly.admitted(running.meeting);
    await placeOnNode(harness(), running.meeting); // a pass puts the room where it really is
    const first = await session({});
    await saveView(harness(), { sid: first, connection: 'udp', offered: ['127.0.0.1:7882'] });
    await session({ pairs: [relayedPair] });
    await session(null, other);
    const { policy, hash } = assembly.desk.services.residency;
    expect(await signed()).toMatchObject({
      state: 'final',
      meeting: { id: meetingId(), title: 'Flood relief', kind: 'meeting' },
      policy: { version: policy.version, sha256: hash },
      earlierPolicies: [],
      sites: [{ id: 'laptop', name: policy.sites['laptop']?.name, nodes: [NODE] }],
      participants: 2,
      sessions: { all: 3, direct: 1, relayed: 1, unreported: 1 },
      protocols: { udp: 2, tcp: 0, tls: 0 },
      serverView: { agrees: 1, contradicts: 0, missing: 1 },
      violations: { all: 0, listed: [] },
    });
  });

  it('is made once, signed, and recorded with its digest', async () => {
    await session({});
    await signed();
    await makeReceipts(worker(), signer());
    const [row, ...more] = await notes();
    expect(more).toEqual([]);
    const verifier = verifierOf(signer());
    expect(openNote(row?.note ?? '', [readVerifier(verifier)]).text).toMatch(/^sabha-residency-receipt\n\{.*\}\n$/);
    const sha256 = createHash('sha256')
      .update(row?.note ?? '')
      .digest('hex');
    const made = await assembly.events(meetingId(), 'residency.receipt_made');
    expect(made).toMatchObject([{ detail: { sha256, violations: 0 } }]);
    expect(row?.note).not.toMatch(/Citizen|127\.0\.0\.1/);
  });

  it('shows each violation with what was done, alike ones once', async () => {
    const flagged = await session({ nodeId: 'ND_elsewhere' });
    const { joinCode } = running.meeting;
    const caller = createCaller(running.guest.context);
    await caller.route.report(reportOf({ joinCode, sid: flagged }, { sequence: 2, nodeId: 'ND_elsewhere' }));
    const out = await session({ iceServers: ['stun:stun.example:19302'] });
    await caller.route.refused({ joinCode, ends: [{ what: 'candidate', end: '192.0.2.7' }] });
    const { violations, serverView } = await signed();
    expect(violations).toMatchObject({
      all: 3,
      listed: [
        { session: flagged, faults: ['node_differs'], done: 'flagged', times: 2 },
        { session: out, faults: ['ice_server_outside'], done: 'put_out' },
        { session: null, faults: ['candidate'], done: 'client_left' },
      ],
    });
    expect(serverView).toEqual({ agrees: 0, contradicts: 0, missing: 2 });
  });

  it('says that a session was put out whose contradiction lasted', async () => {
    const sid = await session({ nodeId: 'ND_elsewhere' });
    later(31_000);
    await settleRouteAlarms(worker());
    expect((await signed()).violations).toMatchObject({
      all: 1,
      listed: [{ session: sid, faults: ['node_differs'], done: 'put_out' }],
    });
  });

  it('holds the log against reports before it is signed, whatever was missed', async () => {
    const sid = await session({ pairs: [relayedPair] });
    await saveView(harness(), { sid, connection: 'udp', offered: ['127.0.0.1:7882'] });
    expect(await signed()).toMatchObject({
      serverView: { agrees: 0, contradicts: 1, missing: 0 },
      violations: { listed: [{ session: sid, faults: ['relay_contradicted'], done: 'flagged' }] },
    });
  });

  it('names no site that nobody knows, and counts a meeting without a report as that', async () => {
    await harness().owner`update meetings set media_node_id = null, media_site_id = null where id = ${meetingId()}`;
    await session(null);
    expect(await signed()).toMatchObject({ sites: [], sessions: { all: 1, direct: 0, relayed: 0, unreported: 1 } });
  });

  it('waits for the last words, and not for ever', async () => {
    await session({});
    await assembly.host.end({ meetingId: meetingId() });
    later(29_000);
    await makeReceipts(worker(), signer());
    expect(await notes()).toEqual([]);
    later(60_000); // a session that nobody closed
    await makeReceipts(worker(), signer());
    expect(await notes()).toEqual([]);
    later(10 * 60_000);
    await makeReceipts(worker(), signer());
    expect(await notes()).toHaveLength(1);
  });
});

describe('so far', () => {
  it('is shown while the meeting runs, unsigned', async () => {
    await session({});
    expect(await get()).toMatchObject({ kind: 'so_far', receipt: { state: 'so_far', sessions: { all: 1, direct: 1 } } });
  });
});

describe('who reads it', () => {
  it('is whoever runs the meeting, and administrators', async () => {
    const health = { ministryId: assembly.organiser.actor.memberships[0]?.ministryId ?? '' };
    const people = await harness().owner<{ person_id: string; role: string }[]>`
      select person_id, role from memberships where ministry_id = ${health.ministryId}`;
    const of = async (role: string): Promise<MemberContext> => {
      const actor = await harness().member(people.find((one) => one.role === role)?.person_id ?? '');
      return { ...harness().context(actor, { services: assembly.desk.services }), actor };
    };
    expect(await get(await of('administrator'))).toMatchObject({ kind: 'so_far' });
    expect(await refusal(get(await of('member')))).toBe('not_allowed');
    const stranger = await as(harness(), await makeMinistry(harness(), `finance${Date.now()}`), 'administrator');
    expect(await refusal(get({ ...stranger, services: assembly.desk.services }))).toBe('not_found');
    expect(await refusal(get(running.guest.context as MemberContext))).toBe('not_signed_in');
  });
});

describe('a forged receipt', () => {
  const forge = async (change: (note: string) => string): Promise<unknown> => {
    await session({ nodeId: 'ND_elsewhere' });
    await signed();
    const [row] = await notes();
    await harness().owner`update residency_receipts set note = ${change(row?.note ?? '')} where meeting_id = ${meetingId()}`;
    return get();
  };
  const textOf = (note: string) => note.slice(0, note.lastIndexOf('\n\n') + 1);
  const foreign = makeKeys('receipts.elsewhere.example', new Uint8Array(32).fill(7)).signer;

  it.each([
    ['with a violation taken out', (note: string) => note.replace('"all":1,"listed"', '"all":0,"listed"')],
    ['with another count of people', (note: string) => note.replace('"participants":1', '"participants":9')],
    ['signed by somebody else', (note: string) => signNote(textOf(note), foreign)],
    ['without a signature', textOf],
    ['that is empty', () => ''],
    ['that is no receipt', () => signNote('sabha-residency-receipt\n{}\n', signer())],
    [
      'of another meeting, signed by us',
      (note: string) => signNote(textOf(note).replace(meetingId(), crypto.randomUUID()), signer()),
    ],
    ['that was never final', (note: string) => signNote(textOf(note).replace('"state":"final"', '"state":"so_far"'), signer())],
  ])('%s is shown as broken and nothing else, and recorded', async (...[, change]) => {
    expect(Object.keys((await forge(change)) as object).sort()).toEqual(['kind', 'verifier']);
    expect(await assembly.events(meetingId(), 'residency.receipt_broken')).toHaveLength(1);
  });

  it('is not what a receipt is that an earlier key of ours signed', async () => {
    await session({});
    await signed();
    const { settings } = assembly.desk.services;
    const next = makeKeys('receipts.laptop', new Uint8Array(32).fill(9)).verifier;
    const rotated = (previous: readonly string[]): MemberContext => ({
      ...assembly.organiser,
      services: {
        ...assembly.desk.services,
        settings: { ...settings, receiptVerifier: next, previousReceiptVerifiers: previous },
      },
    });
    expect(await get(rotated([settings.receiptVerifier]))).toMatchObject({ kind: 'signed' });
    expect(await get(rotated([]))).toMatchObject({ kind: 'broken' });
  });
});

describe('alarms about routes', () => {
  const lasting = async (kind: string) =>
    harness()
      .owner`select subject from residency_alarms where meeting_id = ${meetingId()} and kind = ${kind} and cleared_at is null`;

  it('end with the session, and with the meeting', async () => {
    const sid = await session({ nodeId: 'ND_elsewhere' });
    await createCaller(running.guest.context).route.refused({
      joinCode: running.meeting.joinCode,
      ends: [{ what: 'remote', end: '192.0.2.7' }],
    });
    await settleRouteAlarms(worker());
    expect([await lasting('route_violation'), await lasting('route_refused')]).toMatchObject([
      [{ subject: sid }],
      [{ subject: running.guest.participantId }],
    ]);
    await end();
    await settleRouteAlarms(worker());
    expect([await lasting('route_violation'), await lasting('route_refused')]).toEqual([[], []]);
    expect(await assembly.events(meetingId(), 'residency.alarm_cleared')).toHaveLength(2);
  });

  it('have a session put out that could not be before', async () => {
    const client = await joinCall(running.guest.pass);
    const sid = client.room.localParticipant?.sid ?? '';
    const stays = async () => (await assembly.staysOf(meetingId())).map((one) => one.sid);
    await expect.poll(stays, { timeout: 15_000 }).toContain(sid);
    const { services } = assembly.desk;
    const deaf = { ...services, media: { ...services.media, evict: () => Promise.resolve() } };
    const report = reportOf({ joinCode: running.meeting.joinCode, sid }, { iceServers: ['stun:stun.example:19302'] });
    await createCaller({ ...running.guest.context, services: deaf }).route.report(report);
    expect(client.room.isConnected).toBe(true);
    await settleRouteAlarms(worker());
    expect(await client.ended).toBe('participant_removed');
  });
});
