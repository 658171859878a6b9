import { SabhaError } from '@sabha/domain/errors';
import { grantOf } from '@sabha/domain/meeting/grant';
import { type DoorView, type HostView, MAX_HANDS } from '@sabha/domain/meeting/room-contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import type { Context } from '../core/context.ts';
import type { Media } from '../core/media.ts';
import type { MemberContext } from '../core/member-context.ts';
import { createCaller } from '../root.ts';
import { type Harness, openHarness } from '../testing/harness.ts';
import { browser, entriesOf, knock, open, refusal, type Scheduled, schedule, signedIn } from '../testing/meetings.ts';
import { as, makeMinistry, type Ministry } from '../testing/ministries.ts';
import { watchMeeting } from './view.ts';

let harness: Harness;
let health: Ministry;
let finance: Ministry;
let organiser: MemberContext;

beforeAll(async () => {
  harness = await openHarness();
  health = await makeMinistry(harness, 'health');
  finance = await makeMinistry(harness, 'finance');
  organiser = await signedIn(harness, await as(harness, health, 'scheduler'));
});
afterAll(() => harness.close());

const at = ({ joinCode }: Scheduled) => ({ joinCode });
const host = () => createCaller(organiser).host;
const recorded = async (meetingId: string, event: RegExp) =>
  (await entriesOf(harness, meetingId)).filter((entry) => event.test(entry.event));
type Caller = ReturnType<typeof createCaller>;
type Flood = Readonly<{ role: string; status: string; stage: string; count: number }>;
/** As many places as that, older than any other. */
const flood = ({ meetingId }: Scheduled, { role, status, stage, count }: Flood) =>
  harness.owner`insert into participants (id, meeting_id, display_name, role, status, stage, identity, requested_at)
    select gen_random_uuid(), ${meetingId}, 'One of many', ${role}, ${status}, ${stage}, gen_random_uuid()::text, now() - interval '1 day'
    from generate_series(1, ${count})`;
const stateOf = async ({ meetingId }: Scheduled) => ({
  meeting: await harness.owner`select status, locked from meetings where id = ${meetingId}`,
  places: await harness.owner`select id, status, stage from participants where meeting_id = ${meetingId} order by id`,
});

describe('each control, by the wrong person', () => {
  let meeting: Scheduled;
  let guest: Context;
  let door: DoorView;

  beforeEach(async () => {
    meeting = await schedule(organiser, { access: 'link' });
    await open(organiser, meeting);
    guest = browser(harness);
    door = await knock(guest, meeting);
  });

  const controls = {
    admit: (context: Context) => createCaller(context).host.admit({ ...on(), participantId: door.participantId }),
    deny: (context: Context) => createCaller(context).host.deny({ ...on(), participantId: door.participantId }),
    remove: (context: Context) => createCaller(context).host.remove({ ...on(), participantId: door.participantId }),
    admitAll: (context: Context) => createCaller(context).host.admitAll(on()),
    denyAll: (context: Context) => createCaller(context).host.denyAll(on()),
    mute: (context: Context) => createCaller(context).host.mute({ ...on(), participantId: door.participantId }),
    muteAll: (context: Context) => createCaller(context).host.muteAll(on()),
    lock: (context: Context) => createCaller(context).host.lock({ ...on(), locked: true }),
    end: (context: Context) => createCaller(context).host.end(on()),
    inviteToStage: (context: Context) => createCaller(context).host.inviteToStage({ ...on(), participantId: door.participantId }),
    returnToAudience: (context: Context) =>
      createCaller(context).host.returnToAudience({ ...on(), participantId: door.participantId }),
    lowerHand: (context: Context) => createCaller(context).host.lowerHand({ ...on(), participantId: door.participantId }),
    live: async (context: Context) => {
      for await (const _snapshot of await createCaller(context).host.live(on())) return _snapshot;
      return undefined;
    },
  };
  const on = () => ({ meetingId: meeting.meetingId });

  test.each(Object.entries(controls))('%s', async (_name, control) => {
    const before = await stateOf(meeting);
    const watcher = browser(harness);
    const webinar = await schedule(organiser, { kind: 'webinar' });
    await createCaller(watcher).join.asAudience({ joinCode: webinar.joinCode });
    const wrong = {
      anonymous: [browser(harness), 'not_signed_in'],
      'the guest, by their cookie': [guest, 'not_signed_in'],
      'the guest, as an actor': [
        { ...guest, actor: { kind: 'guest', participantId: door.participantId, meetingId: meeting.meetingId } },
        'not_allowed',
      ],
      'somebody of the audience of another': [watcher, 'not_signed_in'],
      'a guest of another meeting': [
        { ...guest, actor: { kind: 'guest', participantId: door.participantId, meetingId: webinar.meetingId } },
        'not_found',
      ],
      'a member of the ministry': [await as(harness, health, 'member'), 'not_allowed'],
      'a host of the ministry who does not run it': [await as(harness, health, 'host'), 'not_allowed'],
      'an administrator of the ministry': [await as(harness, health, 'administrator'), 'not_allowed'],
      'a host of another ministry': [await as(harness, finance, 'host'), 'not_found'],
      'an administrator of another ministry': [await as(harness, finance, 'administrator'), 'not_found'],
      'the system': [{ ...guest, actor: { kind: 'system', name: 'worker' } }, 'not_found'],
    } as const satisfies Record<string, readonly [Context, string]>;
    for (const [who, [context, code]] of Object.entries(wrong))
      expect([who, await refusal(control(context))]).toEqual([who, code]);
    expect(await stateOf(meeting)).toEqual(before);
    expect(await recorded(meeting.meetingId, /^access.denied$/)).toHaveLength(Object.keys(wrong).length);
    expect(await refusal(control(organiser))).not.toMatch(/not_signed_in|not_allowed/); // the red control of this table
  });

  it('finds nothing of a meeting that is not there', async () => {
    const nowhere = { meetingId: '0197f000-0000-7000-8000-000000000000', participantId: door.participantId };
    expect(await refusal(createCaller(organiser).host.end({ meetingId: nowhere.meetingId }))).toBe('not_found');
    expect(await refusal(createCaller(browser(harness)).host.end({ meetingId: nowhere.meetingId }))).toBe('not_signed_in');
  });

  it('finds no participant of another meeting', async () => {
    const other = await schedule(organiser);
    await open(organiser, other);
    const { participantId } = door;
    for (const control of ['admit', 'deny', 'remove', 'inviteToStage', 'returnToAudience', 'lowerHand'] as const)
      expect(await refusal(host()[control]({ meetingId: other.meetingId, participantId }))).toBe('not_found');
    expect(await refusal(host().mute({ meetingId: other.meetingId, participantId }))).toBe('not_found');
  });

  it('stops obeying an organiser who has left the ministry', async () => {
    const gone: MemberContext = { ...organiser, actor: { ...organiser.actor, memberships: [] } };
    expect(await refusal(createCaller(gone).host.end(on()))).toBe('not_found');
  });
});

describe('at the door', () => {
  it('admits one, denies another, and each is told', async () => {
    const meeting = await schedule(organiser);
    const [one, other] = [browser(harness), browser(harness)];
    const [first, second] = [await knock(one, meeting), await knock(other, meeting)];
    await open(organiser, meeting);
    await host().admit({ meetingId: meeting.meetingId, participantId: first.participantId });
    await host().deny({ meetingId: meeting.meetingId, participantId: second.participantId });
    expect(await createCaller(one).door.current(at(meeting))).toMatchObject({ status: 'admitted' });
    expect(await createCaller(other).door.current(at(meeting))).toMatchObject({ status: 'denied' });
    expect(await refusal(createCaller(other).room.pass(at(meeting)))).toBe('entry_denied');
    expect(await refusal(host().admit({ meetingId: meeting.meetingId, participantId: second.participantId }))).toBe('conflict');
  });

  it('takes it calmly when two hosts admit the same guest, and says conflict when one admits whom the other denied', async () => {
    const meeting = await schedule(organiser);
    await open(organiser, meeting);
    const { participantId } = await knock(browser(harness), meeting);
    const target = { meetingId: meeting.meetingId, participantId };
    await Promise.all([host().admit(target), host().admit(target)]);
    expect(await refusal(host().deny(target))).toBe('conflict');
  });

  it('admits everybody who waits, and nobody later', async () => {
    const meeting = await schedule(organiser);
    await open(organiser, meeting);
    const early = [browser(harness), browser(harness), browser(harness)];
    for (const guest of early) await knock(guest, meeting);
    await host().admitAll({ meetingId: meeting.meetingId });
    for (const guest of early) expect(await createCaller(guest).door.current(at(meeting))).toMatchObject({ status: 'admitted' });
    expect(await knock(browser(harness), meeting)).toMatchObject({ status: 'waiting' });
    const entry = (await recorded(meeting.meetingId, /^door.admitted$/)).at(-1);
    expect(entry?.detail).toMatchObject({
      by: 'host',
      participantIds: [expect.any(String), expect.any(String), expect.any(String)],
    });
    await host().admitAll({ meetingId: meeting.meetingId });
  });

  it('denies everybody who waits, for good, and nobody later', async () => {
    const meeting = await schedule(organiser);
    await open(organiser, meeting);
    const [early, inside] = [[browser(harness), browser(harness)], browser(harness)];
    await host().admit({ meetingId: meeting.meetingId, participantId: (await knock(inside, meeting)).participantId });
    for (const guest of early) await knock(guest, meeting);
    await host().denyAll({ meetingId: meeting.meetingId });
    for (const guest of early) {
      expect(await createCaller(guest).door.current(at(meeting))).toMatchObject({ status: 'denied' });
      expect(await refusal(knock(guest, meeting))).toBe('entry_denied');
    }
    expect(await createCaller(inside).door.current(at(meeting))).toMatchObject({ status: 'admitted' });
    expect(await knock(browser(harness), meeting)).toMatchObject({ status: 'waiting' });
    const [entry] = await recorded(meeting.meetingId, /^door.denied$/);
    expect(entry?.detail).toMatchObject({ by: 'host', participantIds: [expect.any(String), expect.any(String)] });
  });

  it('removes for good, but no host', async () => {
    const meeting = await schedule(organiser, { invitees: [{ email: health.emails.host, name: 'Co', role: 'cohost' }] });
    await open(organiser, meeting);
    const cohost = await as(harness, health, 'host');
    const { participantId } = await createCaller(cohost).join.asMember({ joinCode: meeting.joinCode });
    expect(await refusal(host().remove({ meetingId: meeting.meetingId, participantId }))).toBe('not_allowed');
  });

  it('keeps newcomers out by the lock, and lets those who are in come back', async () => {
    const meeting = await schedule(organiser, { options: { waitingRoom: 'off' } });
    await open(organiser, meeting);
    const inside = browser(harness);
    await knock(inside, meeting);
    await host().lock({ meetingId: meeting.meetingId, locked: true });
    expect(await refusal(knock(browser(harness), meeting))).toBe('meeting_locked');
    expect(await createCaller(inside).room.pass(at(meeting))).toHaveProperty('token');
    await host().lock({ meetingId: meeting.meetingId, locked: false });
    expect(await knock(browser(harness), meeting)).toMatchObject({ status: 'admitted' });
  });
});

describe('the end', () => {
  it('is for everybody: no pass, no entry, no room', async () => {
    const meeting = await schedule(organiser, { options: { waitingRoom: 'off' } });
    await open(organiser, meeting);
    const guest = browser(harness);
    await knock(guest, meeting);
    expect(await harness.services.media.listRooms()).toContain(meeting.meetingId);
    await host().end({ meetingId: meeting.meetingId });
    expect(await harness.services.media.listRooms()).not.toContain(meeting.meetingId);
    expect(await createCaller(guest).door.current(at(meeting))).toMatchObject({ meeting: { status: 'ended' } });
    expect(await refusal(createCaller(guest).room.pass(at(meeting)))).toBe('meeting_ended');
    expect(await refusal(createCaller(organiser).room.pass(at(meeting)))).toBe('meeting_ended');
    expect(await harness.services.media.listRooms()).not.toContain(meeting.meetingId);
    for (const control of ['admitAll', 'end'] as const)
      expect(await refusal(host()[control]({ meetingId: meeting.meetingId }))).toBe('meeting_ended');
    expect(await refusal(host().lock({ meetingId: meeting.meetingId, locked: true }))).toBe('meeting_ended');
  });

  it('leaves no room behind when a pass is asked for at the same moment', async () => {
    const meeting = await schedule(organiser, { options: { waitingRoom: 'off' } });
    await open(organiser, meeting);
    const guest = browser(harness);
    await knock(guest, meeting);
    const { media } = harness.services;
    const openRoom: Media['openRoom'] = async (room, place) => {
      await host().end({ meetingId: meeting.meetingId });
      return media.openRoom(room, place);
    };
    const late = createCaller({ ...guest, services: { ...harness.services, media: { ...media, openRoom } } });
    expect(await refusal(late.room.pass(at(meeting)))).toBe('meeting_ended');
    expect(await media.listRooms()).not.toContain(meeting.meetingId);
  });

  it('does not come before the beginning', async () => {
    const meeting = await schedule(organiser);
    expect(await refusal(host().end({ meetingId: meeting.meetingId }))).toBe('meeting_not_started');
  });
});

describe('hands and the stage', () => {
  it('lead from the audience to the stage and back, one step at a time', async () => {
    const webinar = await schedule(organiser, { kind: 'webinar' });
    await open(organiser, webinar);
    const guest = browser(harness);
    const me = createCaller(guest);
    const { participantId } = await me.join.asAudience({ joinCode: webinar.joinCode });
    const target = { meetingId: webinar.meetingId, participantId };
    const stage = async () => (await me.door.current(at(webinar)))?.stage;
    expect(await refusal(me.room.acceptStage(at(webinar)))).toBe('conflict');
    expect(await refusal(host().inviteToStage(target))).toBe('conflict');
    await me.room.raiseHand({ joinCode: webinar.joinCode, raised: true });
    await me.room.raiseHand({ joinCode: webinar.joinCode, raised: true });
    expect(await refusal(me.room.acceptStage(at(webinar)))).toBe('conflict');
    await host().inviteToStage(target);
    expect(await me.room.pass(at(webinar))).toMatchObject({ mayPublish: false });
    await me.room.acceptStage(at(webinar));
    expect(await stage()).toBe('on_stage');
    expect(await me.room.pass(at(webinar))).toMatchObject({ mayPublish: true, mayShareScreen: false, role: 'audience' });
    await host().returnToAudience(target);
    expect(await stage()).toBe('none');
    expect(await me.room.pass(at(webinar))).toMatchObject({ mayPublish: false });
    const steps = await recorded(webinar.meetingId, /^stage\./);
    expect(steps.map((step) => step.event)).toEqual(['stage.hand_raised', 'stage.invited', 'stage.entered', 'stage.left']);
  });

  it('come to an end: of so many hands none is added, until one goes down', async () => {
    const webinar = await schedule(organiser, { kind: 'webinar' });
    await open(organiser, webinar);
    await flood(webinar, { role: 'audience', status: 'admitted', stage: 'hand_raised', count: MAX_HANDS - 1 });
    const citizens = [1, 2, 3, 4].map(() => createCaller(browser(harness)));
    for (const citizen of citizens) await citizen.join.asAudience(at(webinar));
    const raise = (citizen: Caller) => citizen.room.raiseHand({ ...at(webinar), raised: true });
    const answers = await Promise.all(citizens.map((citizen) => refusal(raise(citizen))));
    expect(answers.toSorted()).toEqual(['no refusal', ...Array.from({ length: 3 }, () => 'too_many_attempts')]);
    await citizens[answers.indexOf('no refusal')]!.room.raiseHand({ ...at(webinar), raised: false });
    expect(await refusal(raise(citizens[answers.indexOf('too_many_attempts')]!))).toBe('no refusal');
  });

  it('end with the last decision, in whatever order the media server hears of them', async () => {
    const webinar = await schedule(organiser, { kind: 'webinar' });
    await open(organiser, webinar);
    const given: boolean[] = [];
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const setGrant: Media['setGrant'] = async (_room, _identity, { canPublish }) => {
      if (canPublish && given.length === 0) await held; // the first call hangs, and the next one overtakes it
      given.push(canPublish);
    };
    const services = { ...harness.services, media: { ...harness.services.media, setGrant } };
    const guest = createCaller(browser(harness, { services }));
    const { participantId } = await guest.join.asAudience(at(webinar));
    const target = { meetingId: webinar.meetingId, participantId };
    await guest.room.raiseHand({ ...at(webinar), raised: true });
    await host().inviteToStage(target);
    const accepting = guest.room.acceptStage(at(webinar));
    await expect.poll(() => guest.door.current(at(webinar))).toMatchObject({ stage: 'on_stage' });
    await createCaller({ ...organiser, services }).host.returnToAudience(target);
    expect(given).toEqual([false]);
    letGo();
    await accepting;
    expect(given).toEqual([false, true, false]);
  });

  it('are not for those who wait', async () => {
    const meeting = await schedule(organiser);
    await open(organiser, meeting);
    const guest = browser(harness);
    await knock(guest, meeting);
    expect(await refusal(createCaller(guest).room.raiseHand({ joinCode: meeting.joinCode, raised: true }))).toBe(
      'waiting_for_host',
    );
  });
});

describe('muting', () => {
  it('is recorded before it is done, and a media server that is away is told of', async () => {
    const meeting = await schedule(organiser, { options: { waitingRoom: 'off' } });
    await open(organiser, meeting);
    const { participantId } = await knock(browser(harness), meeting);
    const seen: number[] = [];
    const mute: Media['mute'] = async () => {
      seen.push((await recorded(meeting.meetingId, /^host.muted$/)).length);
      throw new SabhaError('media_unavailable');
    };
    const [{ identity }] = await harness.owner<
      [{ identity: string }]
    >`select identity from participants where id = ${participantId}`;
    const grant = grantOf({ role: 'participant', stage: 'none', options: { screenShare: 'host', chat: true } });
    const session = { sid: 'PA_1', identity, joinedAt: new Date(), isActive: true, grant };
    const media: Media = { ...harness.services.media, mute, listParticipants: () => Promise.resolve([session]) };
    const { host: away } = createCaller({ ...organiser, services: { ...harness.services, media } });
    expect(await refusal(away.mute({ meetingId: meeting.meetingId, participantId }))).toBe('media_unavailable');
    expect(await refusal(away.muteAll({ meetingId: meeting.meetingId }))).toBe('media_unavailable');
    expect(seen).toEqual([1, 2]);
    expect((await recorded(meeting.meetingId, /^host.muted$/)).map((entry) => entry.detail)).toEqual([
      { source: 'microphone' },
      { source: 'microphone', everybody: true, participantIds: [participantId] },
    ]);
  });
});

describe('the lists of a host', () => {
  const view = async (meeting: Scheduled): Promise<HostView> => {
    for await (const [, seen] of watchMeeting(organiser, meeting, AbortSignal.timeout(20_000))) return seen;
    throw new Error('the host sees nothing');
  };

  it('show who is in and whose hand is up, however many wait, and say how many there are', async () => {
    const webinar = await schedule(organiser, { kind: 'webinar' });
    await open(organiser, webinar);
    await flood(webinar, { role: 'panellist', status: 'waiting', stage: 'none', count: 501 });
    const panellist = browser(harness);
    const { participantId } = await knock(panellist, webinar, 'The 502nd');
    await host().admit({ meetingId: webinar.meetingId, participantId });
    const citizen = createCaller(browser(harness));
    await citizen.join.asAudience({ ...at(webinar), displayName: 'A Hand' });
    await citizen.room.raiseHand({ ...at(webinar), raised: true });
    const seen = await view(webinar);
    expect(seen.totals).toEqual({ waiting: 501, present: 2, hands: 1 });
    expect(seen.waiting).toHaveLength(200);
    expect(seen.present.map((member) => member.displayName)).toEqual(['health scheduler', 'The 502nd']);
    expect(seen.hands.map((member) => member.displayName)).toEqual(['A Hand']);
  });

  it('show those who are in the call before those who only could be', async () => {
    const meeting = await schedule(organiser, { options: { waitingRoom: 'off' } });
    await open(organiser, meeting);
    await flood(meeting, { role: 'participant', status: 'admitted', stage: 'none', count: 501 });
    const { participantId } = await knock(browser(harness), meeting, 'The 503rd');
    await harness.owner`insert into attendance (sid, meeting_id, participant_id, joined_at)
      values (${crypto.randomUUID()}, ${meeting.meetingId}, ${participantId}, now())`;
    const seen = await view(meeting);
    expect(seen.totals).toEqual({ waiting: 0, present: 503, hands: 0 });
    expect(seen.present).toHaveLength(500);
    expect(seen.present[0]).toMatchObject({ displayName: 'The 503rd', connected: true });
  });
});
