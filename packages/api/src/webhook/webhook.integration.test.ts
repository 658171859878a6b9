import { dispose } from '@livekit/rtc-node';
import { fork } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemContext } from '../core/context.ts';
import { createCaller } from '../root.ts';
import { type Assembly, openAssembly } from '../testing/assembly.ts';
import { beside } from '../testing/beside.ts';
import { joinCall } from '../testing/media-client.ts';
import { refusal } from '../testing/meetings.ts';
import { lurk } from '../testing/raw-client.ts';
import { reconcile } from './reconcile.ts';

let assembly: Assembly;

beforeAll(async () => {
  assembly = await openAssembly();
});
afterEach(() => {
  assembly.desk.lose.pattern = null;
});
afterAll(async () => {
  await assembly.desk.close();
  await dispose();
});

const within = (ms: number) => ({ timeout: ms, interval: 20 });

describe('attendance', () => {
  it('says who came, when, and when and why they left', async () => {
    const { meeting, guest } = await assembly.running();
    const before = Date.now();
    const client = await joinCall(guest.pass);
    await expect
      .poll(() => assembly.staysOf(meeting.meetingId), within(5000))
      .toMatchObject([{ participant_id: guest.participantId }]);
    await client.leave();
    await expect
      .poll(async () => (await assembly.staysOf(meeting.meetingId))[0]?.left_reason, within(5000))
      .toBe('client_initiated');
    const [stay] = await assembly.staysOf(meeting.meetingId);
    expect(Math.abs(stay!.joined_at.getTime() - before)).toBeLessThan(2000);
    expect(Math.abs(stay!.left_at!.getTime() - Date.now())).toBeLessThan(2000);
    const rows = await createCaller(assembly.organiser).meeting.attendance({ meetingId: meeting.meetingId });
    expect(rows).toMatchObject([
      { displayName: 'A Citizen', kind: 'guest', role: 'participant', leftReason: 'client_initiated' },
    ]);
    expect(await assembly.events(meeting.meetingId, 'call.joined')).toHaveLength(1);
    expect(await assembly.events(meeting.meetingId, 'call.left')).toMatchObject([{ detail: { reason: 'client_initiated' } }]);
  });

  it('counts a reload as a second stay, without asking the host again', async ({ annotate }) => {
    const { meeting, guest } = await assembly.running();
    await joinCall(guest.pass);
    const since = performance.now();
    const again = await joinCall(await assembly.passOf(guest.context, meeting));
    await annotate(`back after a reload: ${(performance.now() - since).toFixed(0)} ms`);
    await expect
      .poll(async () => (await assembly.staysOf(meeting.meetingId)).map((stay) => stay.left_reason), within(5000))
      .toEqual(['duplicate_identity', null]);
    await again.leave();
  });

  it('closes when the browser is killed, with the time it fell silent', async ({ annotate }) => {
    const { meeting, guest } = await assembly.running();
    const child = fork(new URL('../testing/call-and-wait.ts', import.meta.url), [guest.pass.url, guest.pass.token]);
    await expect.poll(() => assembly.staysOf(meeting.meetingId), within(10_000)).toHaveLength(1);
    const killed = Date.now();
    child.kill('SIGKILL');
    await expect
      .poll(async () => (await assembly.staysOf(meeting.meetingId))[0]?.left_reason, within(25_000))
      .toBe('connection_timeout');
    const [stay] = await assembly.staysOf(meeting.meetingId);
    await annotate(
      `killed: closed after ${Date.now() - killed} ms, entered ${stay!.left_at!.getTime() - killed} ms off the kill`,
    );
    expect(Math.abs(stay!.left_at!.getTime() - killed)).toBeLessThan(2500);
  }, 60_000);

  it('does not mind reports that are repeated, late, or in the wrong order', async () => {
    assembly.desk.lose.pattern = /"event":"participant_/;
    const { meeting, guest } = await assembly.running();
    const client = await joinCall(guest.pass);
    await client.leave();
    const lost = () =>
      assembly.desk.deliveries.filter(({ body }) => body.includes(meeting.meetingId) && /"participant_(joined|left)"/.test(body));
    await expect.poll(() => lost().length, within(5000)).toBe(2);
    const [joined, left] = [
      lost().find(({ body }) => body.includes('_joined'))!,
      lost().find(({ body }) => body.includes('_left'))!,
    ];
    expect(await assembly.staysOf(meeting.meetingId)).toHaveLength(0);
    expect(await assembly.desk.deliver(left)).toBe('handled');
    const afterLeft = await assembly.staysOf(meeting.meetingId);
    expect(afterLeft).toMatchObject([{ left_reason: 'client_initiated' }]);
    expect(await assembly.desk.deliver(joined)).toBe('handled');
    for (const report of [joined, left, left, joined]) expect(await assembly.desk.deliver(report)).toBe('repeated');
    expect(
      (await Promise.all([1, 2, 3, 4].map(() => assembly.desk.deliver(joined)))).every((outcome) => outcome === 'repeated'),
    ).toBe(true);
    const [stay] = await assembly.staysOf(meeting.meetingId);
    expect(stay).toMatchObject({ left_at: afterLeft[0]!.left_at, left_reason: 'client_initiated' });
    expect(await assembly.events(meeting.meetingId, 'call.joined')).toHaveLength(1);
    expect(await assembly.events(meeting.meetingId, 'call.left')).toHaveLength(1);
  });

  it('believes nobody but the media server', async () => {
    const { meeting } = await assembly.running();
    const client = await assembly.meet(meeting);
    await expect.poll(() => assembly.staysOf(meeting.meetingId), within(5000)).toHaveLength(1);
    const real = assembly.desk.deliveries.find(
      ({ body }) => body.includes(meeting.meetingId) && body.includes('participant_joined'),
    )!;
    const forged = real.body.replace('participant_joined', 'participant_left').replace(/EV_\w+/, 'EV_forged');
    const refusals = () => assembly.desk.harness.owner`select 1 from audit_entries where event = 'webhook.refused'`;
    const before = await refusals();
    expect(await assembly.desk.deliver({ ...real, body: forged })).toBe('refused');
    expect(
      await assembly.desk.deliver({ body: forged, authorization: (await assembly.passOf(assembly.organiser, meeting)).token }),
    ).toBe('refused');
    expect(await assembly.staysOf(meeting.meetingId)).toMatchObject([{ left_at: null }]);
    expect(await refusals()).toHaveLength(before.length + 2);
    await client.leave();
  });
});

describe('the reconciler', () => {
  it('enters an arrival and a departure that were never reported', async () => {
    assembly.desk.lose.pattern = /"event":"participant_/;
    const { meeting, guest } = await assembly.running();
    const client = await joinCall(guest.pass);
    expect(await assembly.turn()).toMatchObject({ arrived: 1 });
    const [stay] = await assembly.staysOf(meeting.meetingId);
    expect(Math.abs(stay!.joined_at.getTime() - Date.now())).toBeLessThan(3000);
    expect(await assembly.turn()).toMatchObject({ arrived: 0, lost: 0, evicted: 0 });
    const lastSeen = assembly.desk.harness.clock.now;
    await client.leave();
    await expect
      .poll(async () => (await assembly.desk.services.media.listParticipants(meeting.meetingId))?.length, within(5000))
      .toBe(0);
    expect(await assembly.turn()).toMatchObject({ lost: 1 });
    expect(await assembly.staysOf(meeting.meetingId)).toMatchObject([{ left_at: lastSeen, left_reason: 'lost_sight' }]);
    expect(await assembly.events(meeting.meetingId, 'attendance.reconciled')).toHaveLength(1);
  });

  it('gives way to the report when that comes after all', async () => {
    assembly.desk.lose.pattern = /"event":"participant_left/;
    const { meeting, guest } = await assembly.running();
    const client = await joinCall(guest.pass);
    await expect.poll(() => assembly.staysOf(meeting.meetingId), within(5000)).toHaveLength(1);
    await client.leave();
    const lost = () =>
      assembly.desk.deliveries.find(({ body }) => body.includes(meeting.meetingId) && body.includes('participant_left'));
    await expect.poll(() => lost() !== undefined, within(5000)).toBe(true);
    await assembly.turn();
    expect(await assembly.staysOf(meeting.meetingId)).toMatchObject([{ left_reason: 'lost_sight' }]);
    expect(await assembly.desk.deliver(lost()!)).toBe('handled');
    expect(await assembly.staysOf(meeting.meetingId)).toMatchObject([{ left_reason: 'client_initiated' }]);
  });

  it('closes a room that outlived its meeting', async () => {
    const { meeting } = await assembly.running();
    await assembly.host.end({ meetingId: meeting.meetingId });
    await assembly.desk.services.media.openRoom(meeting.meetingId, await assembly.desk.anyPlace());
    expect(await assembly.turn()).toMatchObject({ closed: 1 });
    expect(await assembly.desk.services.media.listRooms()).not.toContain(meeting.meetingId);
  });

  it('ends a meeting that everybody has left long ago, and no other', async () => {
    const [{ meeting }, other] = [await assembly.running(), await assembly.running()];
    const client = await joinCall(other.guest.pass);
    await expect.poll(() => assembly.staysOf(other.meeting.meetingId), within(5000)).toHaveLength(1);
    const statusOf = async ({ joinCode }: typeof meeting) =>
      (await createCaller(assembly.organiser).door.current({ joinCode }))?.meeting.status;
    await assembly.turn();
    expect(await statusOf(meeting)).toBe('live');
    await assembly.turn(3 * 60);
    expect(await statusOf(meeting)).toBe('ended');
    expect(await statusOf(other.meeting)).toBe('live');
    expect(await assembly.desk.services.media.listRooms()).not.toContain(meeting.meetingId);
    await client.leave();
  });

  it('says nothing of a forgotten meeting whose host ends it at the same moment', async () => {
    const { harness } = assembly.desk;
    harness.clock.now = new Date(); // another turn may have moved it
    const { meeting } = await assembly.running();
    await beside(
      harness,
      (owner) => owner`update meetings set status = 'ended', ended_at = now() where id = ${meeting.meetingId}`,
      () => assembly.turn(3 * 60),
    );
    expect(await assembly.events(meeting.meetingId, 'meeting.ended')).toEqual([]);
  });

  it('goes on with the other meetings when something breaks about one, of which nothing is taken for lost', async () => {
    const [broken, sound] = [await assembly.running(), await assembly.running()];
    const clients = [await joinCall(broken.guest.pass), await joinCall(sound.guest.pass)];
    const open = async ({ meeting }: typeof broken) =>
      (await assembly.staysOf(meeting.meetingId)).filter((stay) => stay.left_at === null).length;
    await expect.poll(() => open(broken), within(5000)).toBe(1);
    await expect.poll(() => open(sound), within(5000)).toBe(1);
    assembly.desk.lose.pattern = /"event":"participant_left/;
    await clients[1]!.leave();
    const { media } = assembly.desk.services;
    await expect.poll(async () => (await media.listParticipants(sound.meeting.meetingId))?.length, within(5000)).toBe(0);
    const listParticipants: typeof media.listParticipants = (room) =>
      room === broken.meeting.meetingId ? Promise.reject(new TypeError('half an answer')) : media.listParticipants(room);
    const services = { ...assembly.desk.services, media: { ...media, listParticipants } };
    expect(await reconcile(systemContext(services, 'worker', 'reconcile'))).toMatchObject({ lost: 1 });
    expect([await open(broken), await open(sound)]).toEqual([1, 0]);
    expect(assembly.desk.harness.logged.some((line) => line.includes('half an answer'))).toBe(true);
    await clients[0]!.leave();
  });

  it('puts out a session that only signals, and reads who is there', async () => {
    const { meeting, guest } = await assembly.running();
    const client = await assembly.meet(meeting);
    await assembly.host.remove({ meetingId: meeting.meetingId, participantId: guest.participantId });
    const lurker = await lurk(guest.pass);
    expect(lurker.others).toHaveLength(1); // what an old token still shows, for one turn
    expect(await assembly.turn()).toMatchObject({ evicted: 1, arrived: 0 });
    await lurker.closed;
    await client.leave();
  });

  it('clears up after the media server was killed, and the call goes on', async () => {
    const { meeting, guest } = await assembly.running();
    const [first, second] = [await joinCall(guest.pass), await assembly.meet(meeting)];
    await expect.poll(() => assembly.staysOf(meeting.meetingId), within(5000)).toHaveLength(2);
    await assembly.turn();
    const lastSeen = assembly.desk.harness.clock.now;
    assembly.desk.server.kill();
    await expect.poll(() => assembly.desk.services.media.isHealthy(), within(5000)).toBe(false);
    expect(await refusal(assembly.turn())).toBe('media_unavailable');
    expect(await refusal(assembly.passOf(guest.context, meeting))).toBe('media_unavailable');
    await expect.poll(() => assembly.desk.services.media.isHealthy(), within(20_000)).toBe(true);
    expect(await assembly.turn()).toMatchObject({ lost: 2 });
    expect((await assembly.staysOf(meeting.meetingId)).map((stay) => stay.left_at)).toEqual([lastSeen, lastSeen]);
    expect(await assembly.desk.services.media.listRooms()).toContain(meeting.meetingId);
    const back = await joinCall(await assembly.passOf(guest.context, meeting));
    // Those whose clients come back by themselves are there, too.
    const isBack = async () =>
      (await assembly.staysOf(meeting.meetingId)).some((stay) => stay.participant_id === guest.participantId && !stay.left_at);
    await expect.poll(isBack, within(10_000)).toBe(true);
    await Promise.allSettled([first.leave(), second.leave(), back.leave()]);
  }, 60_000);
});
