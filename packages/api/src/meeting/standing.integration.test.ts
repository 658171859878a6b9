/** Whoever loses their right loses it in the call that goes on, on a real media server. */
import { dispose } from '@livekit/rtc-node';
import type { ScheduleMeetingRequest } from '@sabha/domain/meeting/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemberContext } from '../core/member-context.ts';
import { createCaller } from '../root.ts';
import { type Assembly, openAssembly } from '../testing/assembly.ts';
import { joinCall, type MediaClient } from '../testing/media-client.ts';
import { browser, knock, refusal, type Scheduled, signedIn } from '../testing/meetings.ts';
import { as, makeMinistry, type Ministry } from '../testing/ministries.ts';

let assembly: Assembly;
let home: Ministry;
let administrator: MemberContext;
let slugs = 0;

beforeAll(async () => {
  assembly = await openAssembly();
});
afterAll(async () => {
  await assembly.desk.close();
  await dispose();
});

const within = (ms: number) => ({ timeout: ms, interval: 20 });
const person = async (role: Parameters<typeof as>[2]): Promise<MemberContext> => {
  const { harness, services } = assembly.desk;
  return { ...(await signedIn(harness, await as(harness, home, role))), services };
};
type Plan = Partial<ScheduleMeetingRequest>;
type Invitees = NonNullable<ScheduleMeetingRequest['invitees']>;
type Going = Readonly<{ meeting: Scheduled; organiser: MemberContext; edit(changes: Plan): Promise<unknown> }>;

/** A ministry of its own, whose scheduler runs a meeting that has begun. */
async function going(plan: Plan): Promise<Going> {
  home = await makeMinistry(assembly.desk.harness, `standing${++slugs}`);
  administrator = await person('administrator');
  const organiser = await person('scheduler');
  const whole: ScheduleMeetingRequest = {
    departmentId: home.departmentId,
    title: 'Review',
    startsAt: new Date(organiser.services.clock().getTime() + 60_000).toISOString(),
    durationMinutes: 30,
    options: { waitingRoom: 'off' },
    ...plan,
  };
  const caller = createCaller(organiser);
  const { meetingId } = await caller.meeting.schedule(whole);
  const { joinCode, passcode } = await caller.meeting.get({ meetingId });
  const meeting = {
    meetingId,
    kind: plan.kind ?? 'meeting',
    joinCode: joinCode.replaceAll('-', '').toUpperCase(),
    passcode: passcode ?? '',
  } as const;
  await enter(organiser, meeting);
  const { departmentId: _d, kind: _k, ...state } = whole;
  return { meeting, organiser, edit: (changes) => caller.meeting.edit({ meetingId, ...state, ...changes }) };
}
async function enter(who: MemberContext, { joinCode }: Scheduled) {
  const caller = createCaller(who);
  await caller.join.asMember({ joinCode });
  return caller.room.pass({ joinCode });
}
const placeOf = async ({ meetingId }: Scheduled, personId: string) =>
  (
    await assembly.desk.harness.owner`
    select id, role, status from participants where meeting_id = ${meetingId} and person_id = ${personId}`
  )[0];
const meetingAt = ({ joinCode }: Scheduled) => ({ joinCode });
const cohost = (): Invitees => [{ email: home.emails.host, name: 'Co', role: 'cohost' }];
const roleShown = (viewer: MediaClient, identity: string) =>
  (JSON.parse(viewer.room.remoteParticipants.get(identity)?.metadata ?? '{}') as { role?: string }).role;

describe('a co-host', () => {
  it('who is dismissed hosts no longer: not by control, not by share, not in the eyes of others; and can be removed', async () => {
    const { meeting, organiser } = await goingWithCohost();
    const member = await person('host');
    const pass = await enter(member, meeting);
    expect(pass).toMatchObject({ role: 'host', mayShareScreen: true });
    const [viewer, client] = [await joinCall(await enter(organiser, meeting)), await joinCall(pass)];
    const track = await client.speak();
    await client.shareScreen();
    await expect.poll(() => viewer.tracks().length, within(10_000)).toBe(2);
    const { id: participantId } = (await placeOf(meeting, home.personIds.host)) as { id: string };
    const { meetingId } = meeting;
    expect(await refusal(createCaller(organiser).host.remove({ meetingId, participantId }))).toBe('not_allowed');

    await createCaller(administrator).organisation.setRole({ membershipId: home.membershipIds.host, role: 'member' });
    expect(await placeOf(meeting, home.personIds.host)).toMatchObject({ role: 'participant', status: 'admitted' });
    await expect.poll(() => viewer.tracks(), within(5_000)).toEqual([track.sid]);
    await expect.poll(() => roleShown(viewer, pass.identity), within(5_000)).toBe('participant');
    const now = { ...member, actor: (await person('host')).actor };
    expect(await refusal(createCaller(now).host.end({ meetingId }))).toBe('not_allowed');
    expect(await assembly.events(meetingId, 'place.changed')).toMatchObject([
      { subject_id: participantId, detail: { old: { role: 'host' }, new: { role: 'participant' } } },
    ]);
    await createCaller(organiser).host.remove({ meetingId, participantId });
    expect(await client.ended).toBe('participant_removed');
    await viewer.leave();
  });

  it('whose stored role was never put right can be removed all the same', async () => {
    const { meeting, organiser } = await goingWithCohost();
    const pass = await enter(await person('host'), meeting);
    const client = await joinCall(pass);
    await assembly.desk.harness.owner`update memberships set role = 'member' where id = ${home.membershipIds.host}`;
    const { id: participantId } = (await placeOf(meeting, home.personIds.host)) as { id: string };
    await createCaller(organiser).host.remove({ meetingId: meeting.meetingId, participantId });
    expect(await client.ended).toBe('participant_removed');
  });

  it('who is taken off the list of a closed meeting is out of the call at once', async () => {
    const { meeting, edit } = await goingWithCohost({ access: 'invited' });
    const pass = await enter(await person('host'), meeting);
    const client = await joinCall(pass);
    await edit({ access: 'invited', invitees: [] });
    expect(await client.ended).toBe('participant_removed');
    expect(await placeOf(meeting, home.personIds.host)).toMatchObject({ status: 'uncalled' });
    expect(await assembly.events(meeting.meetingId, 'call.evicted')).toHaveLength(1);
    const again = await joinCall(pass); // the old token still opens the door, for as long as it lasts
    expect(await again.ended).toBe('participant_removed');
  });
});

async function goingWithCohost(plan: Plan = {}): Promise<Going> {
  const begun = await going(plan);
  await begun.edit({ ...plan, invitees: cohost() });
  return begun;
}

describe('whoever is called no longer', () => {
  it('leaves the call with their membership', async () => {
    const { meeting } = await going({ access: 'ministry' });
    const client = await joinCall(await enter(await person('member'), meeting));
    await createCaller(administrator).organisation.removeMember({ membershipId: home.membershipIds.member });
    expect(await client.ended).toBe('participant_removed');
    expect(await placeOf(meeting, home.personIds.member)).toMatchObject({ status: 'uncalled' });
  });

  it('leaves the call when it is closed to all but the invited, who stay', async () => {
    const { meeting, edit } = await going({ access: 'ministry' });
    const [guest, member] = [await person('host'), await person('member')];
    const [stays, goes] = [await joinCall(await enter(guest, meeting)), await joinCall(await enter(member, meeting))];
    await edit({ access: 'invited', invitees: [{ email: home.emails.host, name: 'Stays' }] });
    expect(await goes.ended).toBe('participant_removed');
    expect(await placeOf(meeting, home.personIds.host)).toMatchObject({ status: 'admitted' });
    await stays.leave();
  });

  it('leaves the stage of a public webinar, and may watch it', async () => {
    const { meeting, edit } = await going({ kind: 'webinar', invitees: [] });
    const invitees: Invitees = [{ email: home.emails.member, name: 'P', role: 'panellist' }];
    await edit({ invitees });
    const member = await person('member');
    const client = await joinCall(await enter(member, meeting));
    await edit({ invitees: [] });
    expect(await client.ended).toBe('participant_removed');
    expect(await createCaller(member).room.pass({ joinCode: meeting.joinCode })).toMatchObject({
      role: 'audience',
      mayPublish: false,
    });
  });

  it('is a guest when links lead in no more, and may knock again when they do', async () => {
    const { meeting, edit } = await going({ access: 'link' });
    const guest = browser(assembly.desk.harness, { services: assembly.desk.services });
    const { participantId } = await knock(guest, meeting);
    const client = await joinCall(await createCaller(guest).room.pass(meetingAt(meeting)));
    const waiting = browser(assembly.desk.harness);
    await edit({ access: 'link', options: { waitingRoom: 'everyone' } });
    await knock(waiting, meeting, 'Waiting');
    await edit({ access: 'ministry' });
    expect(await client.ended).toBe('participant_removed');
    for (const one of [guest, waiting]) {
      expect(await createCaller(one).door.current(meetingAt(meeting))).toMatchObject({ status: 'uncalled' });
      expect(await refusal(createCaller(one).room.pass(meetingAt(meeting)))).toBe('not_called');
      expect(await refusal(knock(one, meeting))).toBe('not_called');
    }
    const [left] = await assembly.desk.harness.owner`select status from participants where id = ${participantId}`;
    expect(left).toEqual({ status: 'uncalled' });
    await edit({ access: 'link' });
    expect(await knock(guest, meeting)).toMatchObject({ status: 'admitted' }); // nobody was put out: nobody waits for that
  });

  it('is the audience of a webinar that is public no longer', async () => {
    const { meeting, edit } = await going({ kind: 'webinar', access: 'link' });
    const viewer = browser(assembly.desk.harness, { services: assembly.desk.services });
    await createCaller(viewer).join.asAudience(meetingAt(meeting));
    const client = await joinCall(await createCaller(viewer).room.pass(meetingAt(meeting)));
    await edit({ access: 'ministry' });
    expect(await client.ended).toBe('participant_removed');
    expect(await refusal(createCaller(viewer).room.pass(meetingAt(meeting)))).toBe('not_called');
  });

  it('may come back when they only change their department', async () => {
    const { meeting } = await going({ access: 'ministry' });
    const member = await person('member');
    await enter(member, meeting);
    const caller = createCaller(administrator);
    await caller.organisation.removeMember({ membershipId: home.membershipIds.member });
    const moved = { departmentId: home.emptyDepartmentId, email: home.emails.member, name: 'Moved', role: 'member' } as const;
    await caller.organisation.addMember(moved);
    expect(await createCaller(await person('member')).join.asMember(meetingAt(meeting))).toMatchObject({ status: 'admitted' });
  });

  it('may knock again once they are called again', async () => {
    const { meeting, edit } = await going({ access: 'invited', invitees: [] });
    const invitees: Invitees = [{ email: home.emails.member, name: 'P' }];
    await edit({ access: 'invited', invitees });
    const member = await person('member');
    await enter(member, meeting);
    await edit({ access: 'invited', invitees: [] });
    expect(await refusal(enter(member, meeting))).toBe('join_refused');
    await edit({ access: 'invited', invitees });
    expect(await placeOf(meeting, home.personIds.member)).toMatchObject({ status: 'waiting' });
  });
});

it('waits for a nod who watched, and was put on the list of those who speak', async () => {
  const { meeting, edit } = await going({ kind: 'webinar', access: 'link' });
  const member = await person('administrator');
  await createCaller(member).join.asAudience(meetingAt(meeting));
  const client = await joinCall(await createCaller(member).room.pass(meetingAt(meeting)));
  await edit({ invitees: [{ email: home.emails.administrator, name: 'Self', role: 'panellist' }] });
  expect(await client.ended).toBe('participant_removed');
  expect(await placeOf(meeting, home.personIds.administrator)).toMatchObject({ status: 'waiting', role: 'panellist' });
  expect(await refusal(createCaller(member).room.pass(meetingAt(meeting)))).toBe('waiting_for_host');
});

it('waits like everybody else who was a host before it began', async () => {
  home = await makeMinistry(assembly.desk.harness, `standing${++slugs}`);
  administrator = await person('administrator');
  const organiser = await person('scheduler');
  const startsAt = new Date(organiser.services.clock().getTime() + 60_000).toISOString();
  const plan = { departmentId: home.departmentId, title: 'Later', startsAt, durationMinutes: 30, invitees: cohost() };
  const { meetingId } = await createCaller(organiser).meeting.schedule(plan);
  const { joinCode } = await createCaller(organiser).meeting.get({ meetingId });
  const member = await person('host');
  expect(await createCaller(member).join.asMember({ joinCode })).toMatchObject({ status: 'admitted', role: 'host' });
  await createCaller(administrator).organisation.setRole({ membershipId: home.membershipIds.host, role: 'member' });
  expect(await createCaller(member).door.current({ joinCode })).toMatchObject({ status: 'waiting', role: 'participant' });
});

it('leaves alone whom a host has put out, and those of other meetings', async () => {
  const { meeting, organiser } = await going({ access: 'ministry' });
  const member = await person('member');
  await enter(member, meeting);
  const { id: participantId } = (await placeOf(meeting, home.personIds.member)) as { id: string };
  await createCaller(organiser).host.remove({ meetingId: meeting.meetingId, participantId });
  await createCaller(administrator).organisation.setRole({ membershipId: home.membershipIds.member, role: 'host' });
  expect(await placeOf(meeting, home.personIds.member)).toMatchObject({ status: 'removed', role: 'participant' });
  expect(await assembly.events(meeting.meetingId, 'place.changed')).toEqual([]);
});
