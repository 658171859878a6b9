import { dispose } from '@livekit/rtc-node';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCaller } from '../root.ts';
import { type Assembly, openAssembly, type Running } from '../testing/assembly.ts';
import { joinCall, type MediaClient } from '../testing/media-client.ts';
import { directPair, placeOnNode, relayedPair, reportOf, stay } from '../testing/route-reports.ts';
import { followServerLog, type LogFollower } from './server-log.ts';

let assembly: Assembly;
let running: Running;
let follower: LogFollower | undefined;
let client: MediaClient | undefined;

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
});
afterEach(async () => {
  await follower?.close();
  await client?.leave();
});

type View = Readonly<{ connection: string; offered: readonly string[]; seen_at: Date }>;
const viewsOf = (sid: string) => assembly.desk.harness.owner<View[]>`select * from server_views where sid = ${sid}`;
const within = { timeout: 10_000, interval: 50 };

/** Somebody in the call, and their sid once the media server has reported it. */
async function joined(): Promise<string> {
  client = await joinCall(running.guest.pass);
  const sid = client.room.localParticipant?.sid ?? '';
  await expect.poll(async () => (await assembly.staysOf(running.meeting.meetingId)).map((one) => one.sid), within).toContain(sid);
  return sid;
}

describe('the log of the real media server', () => {
  it('tells how it sees a session and what it offered, and nothing of the client', async () => {
    follower = followServerLog(assembly.desk.services, assembly.desk.server.logFile);
    const sid = await joined();
    await expect.poll(() => viewsOf(sid), within).toMatchObject([{ connection: 'udp' }]);
    const [view] = await viewsOf(sid);
    expect(view?.offered.length).toBeGreaterThan(0);
    expect(view?.offered.filter((end) => !/^127\.0\.0\.1:\d+$/.test(end))).toEqual([]);
    expect(Math.abs((view?.seen_at.getTime() ?? 0) - Date.now())).toBeLessThan(15_000);
  });

  it('is read from before the worker was there, once', async () => {
    const sid = await joined();
    for (let turn = 0; turn < 2; turn += 1) {
      follower = followServerLog(assembly.desk.services, assembly.desk.server.logFile);
      await expect.poll(() => viewsOf(sid), within).toHaveLength(1);
      await follower.close();
    }
  });

  it('agrees with an honest client, and finds out one that lied before the log was read', async () => {
    const sid = await joined();
    const send = (sequence: number, pair: typeof directPair) =>
      createCaller(running.guest.context).route.report(
        reportOf({ joinCode: running.meeting.joinCode, sid }, { sequence, pairs: [pair] }),
      );
    expect(await send(1, relayedPair)).toMatchObject({ standing: 'inside' });
    expect(await send(2, { ...directPair, remote: { ...directPair.remote, address: '127.0.0.77' } })).toMatchObject({ standing: 'inside' }); // prettier-ignore
    follower = followServerLog(assembly.desk.services, assembly.desk.server.logFile);
    const faults = () =>
      assembly.desk.harness.owner<{ faults: string[] }[]>`select faults from route_reports where sid = ${sid} order by sequence`;
    await expect
      .poll(faults, within)
      .toEqual([{ faults: ['pair_not_offered', 'relay_contradicted'] }, { faults: ['pair_not_offered'] }]);
    expect(await assembly.events(running.meeting.meetingId, 'residency.violation')).toMatchObject([
      { subject_id: running.guest.participantId, detail: { sid, sequence: 1, done: 'flag' } },
      { detail: { sid, sequence: 2, done: 'flag' } },
    ]);
    await follower.close();
    follower = followServerLog(assembly.desk.services, assembly.desk.server.logFile);
    await follower.close(); // it has read all of it again
    expect(await assembly.events(running.meeting.meetingId, 'residency.violation')).toHaveLength(2);
    const [view] = await viewsOf(sid);
    const port = Number(view?.offered[0]?.split(':')[1]);
    expect(await send(3, { ...directPair, remote: { ...directPair.remote, port } })).toMatchObject({ standing: 'inside' });
  });
});

it('keeps a view of a session that is not reported yet, for the report that will come', async () => {
  const sid = await stay(assembly.desk.harness, { ...running.meeting, participantId: running.guest.participantId });
  const path = join(tmpdir(), `sabha-log-${sid}`);
  const line = {
    msg: 'participant active',
    ts: Date.now() / 1000,
    room: running.meeting.meetingId,
    participantID: sid,
    connectionType: 'udp',
    publisherCandidates: ['[local] udp4 host 127.0.0.1:7882 (resolved: 127.0.0.1:7882)'],
  };
  await writeFile(path, `${JSON.stringify(line)}\n`);
  follower = followServerLog(assembly.desk.services, path);
  await expect.poll(() => viewsOf(sid), within).toHaveLength(1);
  const report = reportOf({ joinCode: running.meeting.joinCode, sid }, { pairs: [relayedPair] });
  expect(await createCaller(running.guest.context).route.report(report)).toMatchObject({ standing: 'doubtful' });
  await rm(path);
});
