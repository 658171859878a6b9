import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemberContext } from '../core/member-context.ts';
import { createCaller } from '../root.ts';
import { beside } from '../testing/beside.ts';
import { type Harness, openHarness, type OwnerTransaction } from '../testing/harness.ts';
import { browser, knock, open, refusal, type Scheduled, schedule } from '../testing/meetings.ts';
import { as, makeMinistry, type Ministry } from '../testing/ministries.ts';

let harness: Harness;
let health: Ministry;
let organiser: MemberContext;

beforeAll(async () => {
  harness = await openHarness();
  health = await makeMinistry(harness, 'health');
  organiser = await as(harness, health, 'scheduler');
});
afterAll(() => harness.close());

const at = ({ joinCode }: Scheduled) => ({ joinCode });
/** The outcome of the work beside the commit of a decision about that place. */
const besideDecision = (participantId: string, status: string, work: () => Promise<unknown>) =>
  beside(
    harness,
    (owner) => owner`update participants set status = ${status}, stage = 'none' where id = ${participantId}`,
    () => refusal(work()),
  );
const placeOf = async (participantId: string) =>
  (await harness.owner`select role, status from participants where id = ${participantId}`)[0];
/** A member who waits and is made a host meanwhile: whatever they do next writes their new role. */
async function promoted() {
  const invitees = [{ email: health.emails.host, name: 'Co' }];
  const meeting = await schedule(organiser, { access: 'invited', invitees });
  await open(organiser, meeting);
  const member = createCaller(await as(harness, health, 'host'));
  const { participantId } = await member.join.asMember(at(meeting));
  await harness.owner`update invitees set role = 'cohost' where meeting_id = ${meeting.meetingId}`;
  return { meeting, member, participantId };
}

describe('a removal or denial that commits at the same moment', () => {
  it('is not overtaken by a pass', async () => {
    const meeting = await schedule(organiser, { options: { waitingRoom: 'off' } });
    await open(organiser, meeting);
    const guest = browser(harness);
    const { participantId } = await knock(guest, meeting);
    const pass = () => createCaller(guest).room.pass(at(meeting));
    expect(await besideDecision(participantId, 'removed', pass)).toBe('removed_by_host');
    expect(await placeOf(participantId)).toMatchObject({ status: 'removed' });
  });

  it('is not undone by a pass that brings a new role', async () => {
    const { meeting, member, participantId } = await promoted();
    expect(await besideDecision(participantId, 'denied', () => member.room.pass(at(meeting)))).toBe('entry_denied');
    expect(await placeOf(participantId)).toMatchObject({ status: 'denied', role: 'participant' });
  });

  it('is not overtaken by a return', async () => {
    const meeting = await schedule(organiser, { options: { waitingRoom: 'off' } });
    await open(organiser, meeting);
    const guest = browser(harness);
    const { participantId } = await knock(guest, meeting);
    expect(await besideDecision(participantId, 'removed', () => knock(guest, meeting))).toBe('removed_by_host');
    expect(await placeOf(participantId)).toMatchObject({ status: 'removed' });
  });

  it('is not undone by a return that brings a new role', async () => {
    const { meeting, member, participantId } = await promoted();
    expect(await besideDecision(participantId, 'denied', () => member.join.asMember(at(meeting)))).toBe('entry_denied');
    expect(await placeOf(participantId)).toMatchObject({ status: 'denied', role: 'participant' });
  });
});

describe('a dismissal that commits at the same moment', () => {
  /** A co-host in an open meeting whose membership ends, and whose place follows, as meeting/standing does it. */
  async function besideDismissal(work: (coHost: ReturnType<typeof createCaller>, meeting: Scheduled) => Promise<unknown>) {
    const meeting = await schedule(organiser, { invitees: [{ email: health.emails.host, name: 'Co', role: 'cohost' }] });
    await open(organiser, meeting);
    const coHost = createCaller(await as(harness, health, 'host'));
    const { participantId } = await coHost.join.asMember(at(meeting));
    expect(await placeOf(participantId)).toMatchObject({ role: 'host' });
    const dismiss = async (owner: OwnerTransaction) => {
      await owner`select 1 from meetings where id = ${meeting.meetingId} for update`;
      await owner`update memberships set ended_at = now() where person_id = ${health.personIds.host}`;
      await owner`update participants set role = 'participant', stage = 'none' where id = ${participantId}`;
    };
    try {
      const outcome = await beside(harness, dismiss, () => refusal(work(coHost, meeting)));
      return { outcome, place: await placeOf(participantId) };
    } finally {
      await harness.owner`update memberships set ended_at = null where person_id = ${health.personIds.host}`;
    }
  }

  it.each([
    ['a pass', (coHost, meeting) => coHost.room.pass(at(meeting))],
    ['a return', (coHost, meeting) => coHost.join.asMember(at(meeting))],
  ] as [string, Parameters<typeof besideDismissal>[0]][])(
    'is not undone by %s that was asked for before',
    async (...[, work]) => {
      const { outcome, place } = await besideDismissal(work);
      expect(outcome).toBe('no refusal'); // invited still, and no host any more
      expect(place).toMatchObject({ role: 'participant', status: 'admitted' });
    },
  );

  it.each([
    ['an end for all', (coHost, { meetingId }) => coHost.host.end({ meetingId })],
    ['a lock', (coHost, { meetingId }) => coHost.host.lock({ meetingId, locked: true })],
    ['letting everybody in', (coHost, { meetingId }) => coHost.host.admitAll({ meetingId })],
  ] as [string, Parameters<typeof besideDismissal>[0]][])('takes %s away that was asked for before', async (...[, work]) => {
    expect((await besideDismissal(work)).outcome).toBe('not_allowed');
  });
});

it('an opening looks at the waiting room as it is then, not as it was when the pass was asked for', async () => {
  const meeting = await schedule(organiser, { options: { waitingRoom: 'off' } });
  const { participantId } = await knock(browser(harness), meeting);
  const host = createCaller(organiser);
  await host.join.asMember(at(meeting));
  const outcome = await beside(
    harness,
    (owner) =>
      owner`update meetings set options = jsonb_set(options, '{waitingRoom}', '"everyone"') where id = ${meeting.meetingId}`,
    () => refusal(host.room.pass(at(meeting))),
  );
  expect(outcome).toBe('no refusal');
  expect(await placeOf(participantId)).toMatchObject({ status: 'waiting' });
});

it('a pass of the audience does not take back the rise to the door of the stage', async () => {
  const webinar = await schedule(organiser, { kind: 'webinar' });
  await open(organiser, webinar);
  const guest = createCaller(browser(harness));
  const { participantId } = await guest.join.asAudience(at(webinar));
  const outcome = await beside(
    harness,
    (owner) => owner`update participants set role = 'panellist', status = 'waiting' where id = ${participantId}`,
    () => refusal(guest.room.pass(at(webinar))),
  );
  expect(outcome).toBe('waiting_for_host');
  expect(await placeOf(participantId)).toMatchObject({ role: 'panellist', status: 'waiting' });
});
