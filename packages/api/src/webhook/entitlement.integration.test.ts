import { dispose } from '@livekit/rtc-node';
import { grantOf } from '@sabha/domain/meeting/grant';
import type { CallPass } from '@sabha/domain/meeting/room-contract';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { createCaller } from '../root.ts';
import { type Assembly, openAssembly } from '../testing/assembly.ts';
import { joinCall } from '../testing/media-client.ts';
import type { Scheduled } from '../testing/meetings.ts';
import { lurk } from '../testing/raw-client.ts';

let assembly: Assembly;

beforeAll(async () => {
  assembly = await openAssembly();
});
afterAll(async () => {
  await assembly.desk.close();
  await dispose();
});

const within = (ms: number) => ({ timeout: ms, interval: 20 });

describe('an old token', () => {
  const putOut = async ({ annotate }: TestContext, meeting: Scheduled, pass: CallPass) => {
    const client = await joinCall(pass);
    const since = performance.now();
    expect(await client.ended).toBe('participant_removed');
    await annotate(`evicted ${(performance.now() - since).toFixed(0)} ms after it was in`);
    await expect.poll(() => assembly.events(meeting.meetingId, 'call.evicted'), within(5000)).not.toHaveLength(0);
  };

  it('does not let back who was removed, and the removal is at once', async (test) => {
    const { meeting, guest } = await assembly.running();
    const client = await joinCall(guest.pass);
    // Else the report of their coming is judged after the removal, and puts them out where the host's act did not.
    await expect.poll(() => assembly.events(meeting.meetingId, 'call.joined'), within(5000)).not.toHaveLength(0);
    const since = performance.now();
    await assembly.host.remove({ meetingId: meeting.meetingId, participantId: guest.participantId });
    expect(await client.ended).toBe('participant_removed');
    await test.annotate(`removed after ${(performance.now() - since).toFixed(0)} ms`);
    await putOut(test, meeting, guest.pass);
  });

  it('does not let in who was denied, or who still waits', async (test) => {
    const { meeting, guest } = await assembly.running();
    for (const status of ['denied', 'waiting']) {
      await assembly.desk.harness.owner`update participants set status = ${status} where id = ${guest.participantId}`;
      await putOut(test, meeting, guest.pass);
    }
  });

  it('does not let in whom nobody knows', async (test) => {
    const { meeting } = await assembly.running();
    const grant = grantOf({ role: 'participant', stage: 'none', options: { screenShare: 'host', chat: true } });
    const to = { room: meeting.meetingId, identity: 'nobody', name: 'Nobody', metadata: '', grant };
    await putOut(test, meeting, {
      ...assembly.desk.services.media.mintPass(to, await assembly.desk.anyPlace()),
    } as CallPass);
  });

  it('leads nowhere after the end, which comes for all at once', async (test) => {
    const { meeting, guest } = await assembly.running();
    const clients = [await joinCall(guest.pass), await assembly.meet(meeting)];
    const since = performance.now();
    await assembly.host.end({ meetingId: meeting.meetingId });
    expect(await Promise.all(clients.map((client) => client.ended))).toEqual(['room_deleted', 'room_deleted']);
    const took = performance.now() - since;
    await test.annotate(`ended for all after ${took.toFixed(0)} ms`);
    expect(took).toBeLessThan(3000);
    await expect(joinCall(guest.pass)).rejects.toThrow(/does not exist/);
    await assembly.desk.services.media.openRoom(meeting.meetingId, await assembly.desk.anyPlace()); // as a pass would that was asked for at the same moment
    await putOut(test, meeting, guest.pass);
  });
});

describe('rights on the media server', () => {
  it('keep a participant from sharing the screen, and from calling themselves a host', async () => {
    const { guest } = await assembly.running();
    const client = await lurk(guest.pass);
    expect(await client.publish('SCREEN_SHARE')).toBe('not_allowed');
    expect(await client.publish('SCREEN_SHARE_AUDIO')).toBe('not_allowed');
    expect(await client.publish('UNKNOWN')).toBe('not_allowed');
    expect(await client.publish('MICROPHONE')).toBe('published');
    expect(await client.publish('CAMERA')).toBe('published');
    expect(await client.rename('The Host')).toBe('NOT_ALLOWED');
    client.close();
  });

  it('let everybody share where the organiser says so, and hosts always; both are recorded', async () => {
    const { meeting, guest } = await assembly.running({ options: { waitingRoom: 'off', screenShare: 'everyone' } });
    const open = await lurk(guest.pass);
    expect(await open.publish('SCREEN_SHARE')).toBe('published');
    open.close();
    const client = await assembly.meet(meeting);
    const share = await client.shareScreen();
    await expect.poll(() => assembly.events(meeting.meetingId, 'share.started'), within(10_000)).toHaveLength(1);
    await share.stop();
    await expect.poll(() => assembly.events(meeting.meetingId, 'share.stopped'), within(10_000)).toHaveLength(1);
    await client.leave();
  });

  it('keep the audience unseen and silent', async () => {
    const { meeting, guest } = await assembly.running({ kind: 'webinar' });
    const presenter = await assembly.meet(meeting);
    const client = await lurk(guest.pass);
    expect(client.others).toHaveLength(1);
    for (const source of ['MICROPHONE', 'CAMERA', 'SCREEN_SHARE', 'UNKNOWN'] as const)
      expect(await client.publish(source)).toBe('not_allowed');
    expect(await client.rename('The Host')).toBe('NOT_ALLOWED');
    client.close();
    const listener = await joinCall(guest.pass);
    await presenter.speak();
    await expect.poll(() => listener.heard.size, within(10_000)).toBe(1);
    expect(presenter.room.remoteParticipants.size).toBe(0);
    await expect
      .poll(() => assembly.staysOf(meeting.meetingId).then((stays) => stays.length), within(5000))
      .toBeGreaterThanOrEqual(2); // unseen, yet in the books
    await Promise.all([presenter.leave(), listener.leave()]);
  });

  it('follow the way to the stage and back, in place', async ({ annotate }) => {
    const { meeting, guest } = await assembly.running({ kind: 'webinar' });
    const presenter = await assembly.meet(meeting);
    const client = await joinCall(guest.pass);
    const me = createCaller(guest.context).room;
    const { joinCode, meetingId } = meeting;
    await me.raiseHand({ joinCode, raised: true });
    await assembly.host.inviteToStage({ meetingId, participantId: guest.participantId });
    await me.acceptStage({ joinCode });
    await client.speak();
    await expect.poll(() => presenter.heard.size, within(10_000)).toBe(1);
    const onStage = await assembly.passOf(guest.context, meeting);
    const since = performance.now();
    await assembly.host.returnToAudience({ meetingId, participantId: guest.participantId });
    await expect.poll(() => presenter.tracks(), within(3000)).toEqual([]);
    await annotate(`silenced ${(performance.now() - since).toFixed(0)} ms after the return`);
    const hostile = await joinCall(onStage);
    expect(await hostile.ended).toBe('participant_removed');
    expect(presenter.tracks()).toEqual([]);
    await Promise.all([presenter.leave(), client.leave()]);
  });

  it('let a host mute one, and all but the hosts', async () => {
    const { meeting, guest } = await assembly.running();
    const [speaker, presenter] = [await joinCall(guest.pass), await assembly.meet(meeting)];
    const [track, own] = [await speaker.speak(), await presenter.speak()];
    await expect.poll(() => presenter.heard.size, within(10_000)).toBe(1);
    await assembly.host.mute({ meetingId: meeting.meetingId, participantId: guest.participantId });
    await expect.poll(() => track.isMuted(), within(3000)).toBe(true);
    const other = await assembly.admitted(meeting);
    const second = await joinCall(other.pass);
    const third = await second.speak();
    await assembly.host.muteAll({ meetingId: meeting.meetingId });
    await expect.poll(() => third.isMuted(), within(3000)).toBe(true);
    expect(own.isMuted()).toBe(false);
    const isEverybody = (ids: readonly string[]) =>
      JSON.stringify(ids.toSorted()) === JSON.stringify([guest.participantId, other.participantId].toSorted());
    expect(await assembly.events(meeting.meetingId, 'host.muted')).toMatchObject([
      { subject_id: guest.participantId, detail: { source: 'microphone' } },
      { detail: { everybody: true, participantIds: expect.toSatisfy(isEverybody) as unknown } },
    ]);
    await Promise.all([speaker.leave(), presenter.leave(), second.leave()]);
  });
});
