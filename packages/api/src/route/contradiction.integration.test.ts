import { dispose } from '@livekit/rtc-node';
import type { RouteReport } from '@sabha/domain/residency/route';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemContext } from '../core/context.ts';
import { createCaller } from '../root.ts';
import { type Assembly, openAssembly, type Running } from '../testing/assembly.ts';
import { joinCall, type MediaClient } from '../testing/media-client.ts';
import { placeOnNode, relayedPair, reportOf, saveView } from '../testing/route-reports.ts';
import { settleRouteAlarms } from './settle-alarms.ts';

let assembly: Assembly;
let running: Running;
let client: MediaClient;
let sid: string;

beforeAll(async () => {
  assembly = await openAssembly();
});
afterAll(async () => {
  await assembly.desk.close();
  await dispose();
});
beforeEach(async () => {
  harness().clock.now = new Date();
  running = await assembly.running();
  await placeOnNode(harness(), running.meeting);
  client = await joinCall(running.guest.pass);
  sid = client.room.localParticipant?.sid ?? '';
  const stays = async () => (await assembly.staysOf(meetingId())).map((one) => one.sid);
  await expect.poll(stays, { timeout: 15_000 }).toContain(sid);
});

const harness = () => assembly.desk.harness;
const meetingId = () => running.meeting.meetingId;
const send = (more: Partial<RouteReport>) =>
  createCaller(running.guest.context).route.report(reportOf({ joinCode: running.meeting.joinCode, sid }, more));
const done = async () => (await assembly.events(meetingId(), 'residency.violation')).map(({ detail }) => detail['done']);
const alarms = () => harness().owner<{ done: string; over: boolean }[]>`
  select detail ->> 'done' as done, cleared_at is not null as over from residency_alarms where subject = ${sid} order by raised_at`;
async function settle(afterMs: number): Promise<void> {
  harness().clock.now = new Date(harness().clock.now.getTime() + afterMs);
  await settleRouteAlarms(systemContext(assembly.desk.services, 'worker', 'settle'));
}

describe('a contradiction', () => {
  it('that outlasts our own lag ends the session, with an alarm and an entry', async () => {
    expect(await send({ nodeId: 'ND_elsewhere' })).toMatchObject({ standing: 'doubtful' });
    await settle(29_000);
    expect(await done()).toEqual(['flag']);
    expect(client.room.isConnected).toBe(true);
    await settle(2_000);
    expect(await client.ended).toBe('participant_removed');
    expect(await done()).toEqual(['flag', 'put_out']);
    expect(await alarms()).toEqual([
      { done: 'flag', over: true },
      { done: 'put_out', over: false },
    ]);
  });

  it('with the log does not cure itself: the log says it once', async () => {
    await saveView(harness(), { sid, connection: 'udp', offered: ['127.0.0.1:7882'] });
    await send({ pairs: [relayedPair] });
    await settle(31_000);
    expect(await client.ended).toBe('participant_removed');
    expect(await done()).toEqual(['flag', 'put_out']);
  });

  it('that was our own lag ends with it, and nobody is put out', async () => {
    await send({ nodeId: 'ND_elsewhere' });
    await harness().owner`update meetings set media_node_id = 'ND_elsewhere' where id = ${meetingId()}`;
    await settle(31_000);
    expect(client.room.isConnected).toBe(true);
    expect(await done()).toEqual(['flag']);
    expect(await alarms()).toEqual([{ done: 'flag', over: true }]);
    await client.leave();
  });

  it('that a later report has cured is left alone', async () => {
    await send({ nodeId: 'ND_elsewhere' });
    await send({ sequence: 2 });
    await settle(31_000);
    expect(client.room.isConnected).toBe(true);
    expect(await done()).toEqual(['flag']);
    await client.leave();
  });
});
