import type { HostView } from '@sabha/domain/meeting/room-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemberContext } from '../core/member-context.ts';
import { watchDoor } from '../door/service.ts';
import { watchMeeting } from '../host/view.ts';
import { createCaller } from '../root.ts';
import { type Harness, openHarness } from '../testing/harness.ts';
import { browser, entriesOf, knock, open, refusal, type Scheduled, schedule, signedIn } from '../testing/meetings.ts';
import { as, makeMinistry, type Ministry } from '../testing/ministries.ts';

let harness: Harness;
let health: Ministry;
let organiser: MemberContext;

beforeAll(async () => {
  harness = await openHarness();
  health = await makeMinistry(harness, 'health');
  organiser = await signedIn(harness, await as(harness, health, 'scheduler'));
});
afterAll(() => harness.close());

const host = () => createCaller(organiser).host;
const at = ({ joinCode }: Scheduled) => ({ joinCode });
/** A meeting that nobody has to wait for, so that whoever waits was made to. */
async function running(plan: Parameters<typeof schedule>[1] = {}): Promise<Scheduled> {
  const meeting = await schedule(organiser, { options: { waitingRoom: 'off' }, ...plan });
  await open(organiser, meeting);
  return meeting;
}
async function seenByHost(meeting: Scheduled): Promise<HostView> {
  for await (const [, view] of watchMeeting(organiser, meeting, AbortSignal.timeout(20_000))) return view;
  throw new Error('the host sees nothing');
}
const refusals = async (meeting: Scheduled) =>
  (await entriesOf(harness, meeting.meetingId)).filter((entry) => entry.event === 'door.refused');

describe('whoever was put out', () => {
  it('stays out by the same cookie, which is recorded, and waits from the same address', async () => {
    const meeting = await running();
    const guest = browser(harness);
    const { participantId } = await knock(guest, meeting);
    await host().remove({ meetingId: meeting.meetingId, participantId });
    expect(await refusal(knock(guest, meeting))).toBe('removed_by_host');
    expect(await refusal(createCaller(guest).room.pass(at(meeting)))).toBe('removed_by_host');
    expect(await refusals(meeting)).toMatchObject([
      { outcome: 'refused', subject_id: participantId, detail: { as: 'guest', reason: 'removed_by_host' } },
    ]);
    const newTab = browser(harness, { address: guest.address });
    expect(await knock(newTab, meeting)).toMatchObject({ status: 'waiting' });
  });

  it('with an empty browser and from another address waits like every guest from then on, and no member', async () => {
    const meeting = await running();
    const before = await knock(browser(harness), meeting);
    expect(before).toMatchObject({ status: 'admitted' });
    await host().remove({ meetingId: meeting.meetingId, participantId: before.participantId });
    const elsewhere = browser(harness);
    const { participantId, status } = await knock(elsewhere, meeting);
    expect(status).toBe('waiting');
    expect(await createCaller(await as(harness, health, 'member')).join.asMember(at(meeting))).toMatchObject({
      status: 'admitted',
    });
    await host().admit({ meetingId: meeting.meetingId, participantId });
    expect(await createCaller(elsewhere).room.pass(at(meeting))).toHaveProperty('token');
  });

  it('before the beginning keeps guests waiting at the opening', async () => {
    const meeting = await schedule(organiser, { options: { waitingRoom: 'off' } });
    const [denied, other] = [browser(harness), browser(harness)];
    const { participantId } = await knock(denied, meeting);
    await knock(other, meeting);
    const member = await as(harness, health, 'member');
    await createCaller(member).join.asMember(at(meeting));
    await host().deny({ meetingId: meeting.meetingId, participantId });
    await open(organiser, meeting);
    expect(await createCaller(other).door.current(at(meeting))).toMatchObject({ status: 'waiting' });
    expect(await createCaller(member).door.current(at(meeting))).toMatchObject({ status: 'admitted' });
  });

  it('of a webinar’s audience may watch with another browser, as all behind the address may, and is marked when they want to speak', async () => {
    const webinar = await running({ kind: 'webinar' });
    const guest = browser(harness);
    const { participantId } = await createCaller(guest).join.asAudience(at(webinar));
    await host().remove({ meetingId: webinar.meetingId, participantId });
    expect(await refusal(createCaller(guest).join.asAudience(at(webinar)))).toBe('removed_by_host');
    const neighbour = createCaller(browser(harness, { address: guest.address }));
    expect(await neighbour.join.asAudience(at(webinar))).toMatchObject({ status: 'admitted' });
    await neighbour.room.raiseHand({ ...at(webinar), raised: true });
    expect((await seenByHost(webinar)).hands).toMatchObject([{ stage: 'hand_raised', returning: true }]);
  });

  it('by account does not come back as a guest of the same session', async () => {
    const meeting = await schedule(organiser);
    await open(organiser, meeting);
    const member = await as(harness, health, 'member');
    const { participantId } = await createCaller(member).join.asMember(at(meeting));
    await host().deny({ meetingId: meeting.meetingId, participantId });
    expect(await refusal(createCaller(member).join.asMember(at(meeting)))).toBe('entry_denied');
    expect(await refusal(knock(member, meeting))).toBe('entry_denied');
  });

  it('as a guest does not come back by an account in the same browser; with another browser they wait, marked', async () => {
    const meeting = await running();
    const guest = browser(harness);
    const { participantId } = await knock(guest, meeting);
    await host().remove({ meetingId: meeting.meetingId, participantId });
    const signedIn = { ...guest, actor: (await as(harness, health, 'member')).actor };
    expect(await refusal(createCaller(signedIn).join.asMember(at(meeting)))).toBe('removed_by_host');
    expect((await refusals(meeting)).at(-1)).toMatchObject({ subject_id: participantId, detail: { as: 'member' } });
    const elsewhere = { ...(await as(harness, health, 'member')), address: guest.address };
    expect(await createCaller(elsewhere).join.asMember(at(meeting))).toMatchObject({ status: 'waiting' });
  });

  it('in the browser of a host does not keep the host out', async () => {
    const meeting = await running();
    const { participantId } = await knock(organiser, meeting);
    await host().remove({ meetingId: meeting.meetingId, participantId });
    expect(await createCaller(organiser).join.asMember(at(meeting))).toMatchObject({ role: 'host', status: 'admitted' });
  });

  it('learns no more of the meeting than that', async () => {
    const meeting = await running({ title: 'Budget of the year' });
    const guest = browser(harness);
    const { participantId } = await knock(guest, meeting);
    await host().remove({ meetingId: meeting.meetingId, participantId });
    const door = await createCaller(guest).door.current(at(meeting));
    expect(door).toMatchObject({ status: 'removed', meeting: { title: '', organiserName: '' } });
    expect(JSON.stringify(door)).not.toMatch(/Budget|health scheduler|"live"/);
  });
});

it('whoever is called to a meeting no longer sees it no longer, and has no live view', async () => {
  const invitees = [{ email: health.emails.member, name: 'Member' }];
  const meeting = await schedule(organiser, { access: 'invited', invitees });
  const member = await signedIn(harness, await as(harness, health, 'member'));
  await createCaller(member).join.asMember(at(meeting));
  expect(await createCaller(member).door.current(at(meeting))).toMatchObject({ meeting: { title: 'Review' } });
  await harness.owner`update invitees set removed_at = now() where meeting_id = ${meeting.meetingId}`;
  expect(await createCaller(member).door.current(at(meeting))).toBeNull();
  const watching = watchDoor(member, meeting, AbortSignal.timeout(20_000)).next();
  expect(await refusal(watching)).toBe('join_refused');
});

describe('somebody who pressed "watch" first', () => {
  it('rises to the door of the stage by the passcode, and waits there for the nod', async () => {
    const webinar = await running({ kind: 'webinar' });
    const guest = browser(harness);
    const { participantId } = await createCaller(guest).join.asAudience(at(webinar));
    expect(await refusal(knock(guest, { ...webinar, passcode: '000000000' }))).toBe('join_refused');
    expect(await createCaller(guest).door.current(at(webinar))).toMatchObject({ role: 'audience', status: 'admitted' });
    expect(await knock(guest, webinar, 'Dr Rao')).toMatchObject({
      participantId,
      role: 'panellist',
      status: 'waiting',
      displayName: 'Dr Rao',
    });
    expect(await refusal(createCaller(guest).room.pass(at(webinar)))).toBe('waiting_for_host');
    await host().admit({ meetingId: webinar.meetingId, participantId });
    expect(await createCaller(guest).room.pass(at(webinar))).toMatchObject({ role: 'panellist', mayPublish: true });
  });

  it('by account, and is no panellist by it, speaks as the guest that the passcode makes them', async () => {
    const webinar = await running({ kind: 'webinar' });
    const finance = await makeMinistry(harness, 'finance');
    const stranger = await as(harness, finance, 'member');
    await createCaller(stranger).join.asAudience(at(webinar));
    const { participantId } = await knock(stranger, webinar, 'Dr Rao');
    expect(await createCaller(stranger).door.current(at(webinar))).toMatchObject({ participantId, role: 'panellist' });
    await host().admit({ meetingId: webinar.meetingId, participantId });
    expect(await createCaller(stranger).room.pass(at(webinar))).toMatchObject({ role: 'panellist', mayPublish: true });
  });

  it('goes on watching when the meeting takes nobody new', async () => {
    const webinar = await running({ kind: 'webinar' });
    const guest = browser(harness);
    await createCaller(guest).join.asAudience(at(webinar));
    await host().lock({ meetingId: webinar.meetingId, locked: true });
    expect(await refusal(knock(guest, webinar))).toBe('meeting_locked');
    expect(await createCaller(guest).room.pass(at(webinar))).toMatchObject({ role: 'audience' });
  });
});
