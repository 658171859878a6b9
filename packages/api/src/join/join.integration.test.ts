import { codeFromBytes, JOIN_CODE_SYMBOLS } from '@sabha/domain/meeting/codes';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import type { MemberContext } from '../core/member-context.ts';
import { createCaller } from '../root.ts';
import { type Harness, openHarness } from '../testing/harness.ts';
import { browser, entriesOf, knock, open, refusal, type Scheduled, schedule } from '../testing/meetings.ts';
import { as, makeMinistry, type Ministry } from '../testing/ministries.ts';
import { REFUSAL_FLOOR_MS } from './refusal.ts';

let harness: Harness;
let health: Ministry;
let finance: Ministry;
let organiser: MemberContext;

beforeAll(async () => {
  harness = await openHarness();
  health = await makeMinistry(harness, 'health');
  finance = await makeMinistry(harness, 'finance');
  organiser = await as(harness, health, 'scheduler');
});
afterAll(() => harness.close());

const unknownCode = () => codeFromBytes(harness.services.random(JOIN_CODE_SYMBOLS), JOIN_CODE_SYMBOLS);
const otherPasscode = ({ passcode }: Scheduled) => (passcode.startsWith('0') ? '1' : '0') + passcode.slice(1);
const recorded = (meetingId: string) => entriesOf(harness, meetingId);
/** Why the last one was refused: the code says it to nobody, and by it one knows which of two guards spoke. */
const reasonOf = async ({ meetingId }: Scheduled) =>
  (await recorded(meetingId)).findLast(({ event }) => event === 'door.refused')?.detail['reason'];

describe('a guest', () => {
  it('waits after the right code and passcode, and is known again by the cookie', async () => {
    const meeting = await schedule(organiser);
    const guest = browser(harness);
    const door = await knock(guest, meeting, 'Asha');
    expect(door).toMatchObject({ status: 'waiting', role: 'participant', displayName: 'Asha', meeting: { status: 'scheduled' } });
    expect(await createCaller(guest).door.current({ joinCode: meeting.joinCode })).toEqual(door);
    const secret = guest.guestSecret(meeting.joinCode);
    expect(Buffer.from(secret!, 'base64url')).toHaveLength(32);
    const [row] = await harness.owner`select secret_hash, address_hash from participants where id = ${door.participantId}`;
    expect(JSON.stringify(row)).not.toContain(secret);
    expect(JSON.stringify(row)).not.toContain(guest.address);
    expect(harness.logged.join()).not.toContain(secret);
  });

  it('keeps one place when the form is sent again, even with another name', async () => {
    const meeting = await schedule(organiser);
    const guest = browser(harness);
    const first = await knock(guest, meeting, 'Asha');
    expect(await knock(guest, meeting, 'Somebody Else')).toEqual(first);
  });

  it('has no place without the cookie', async () => {
    const meeting = await schedule(organiser);
    await knock(browser(harness), meeting);
    const other = createCaller(browser(harness));
    expect(await other.door.current({ joinCode: meeting.joinCode })).toBeNull();
    expect(await refusal(other.room.pass({ joinCode: meeting.joinCode }))).toBe('join_refused');
  });

  it('of one meeting is nobody in another', async () => {
    const [first, second] = [await schedule(organiser), await schedule(organiser)];
    const guest = browser(harness);
    await knock(guest, first);
    const secret = guest.guestSecret(first.joinCode)!;
    const transplanted = createCaller({ ...guest, guestSecret: () => secret });
    expect(await transplanted.door.current({ joinCode: second.joinCode })).toBeNull();
  });

  it('is let in at once when nobody waits, but never before the host', async () => {
    const meeting = await schedule(organiser, { options: { waitingRoom: 'off' } });
    const early = browser(harness);
    expect(await knock(early, meeting)).toMatchObject({ status: 'waiting' });
    expect(await refusal(createCaller(early).room.pass({ joinCode: meeting.joinCode }))).toBe('meeting_not_started');
    await open(organiser, meeting);
    expect(await createCaller(early).door.current({ joinCode: meeting.joinCode })).toMatchObject({ status: 'admitted' });
    expect(await knock(browser(harness), meeting)).toMatchObject({ status: 'admitted', meeting: { status: 'live' } });
  });

  it('finds a locked door, and an ended one, only with the right passcode', async () => {
    const meeting = await schedule(organiser);
    await open(organiser, meeting);
    await createCaller(organiser).host.lock({ meetingId: meeting.meetingId, locked: true });
    expect(await refusal(knock(browser(harness), meeting))).toBe('meeting_locked');
    await createCaller(organiser).host.end({ meetingId: meeting.meetingId });
    expect(await refusal(knock(browser(harness), meeting))).toBe('meeting_ended');
    expect(await refusal(knock(browser(harness), { ...meeting, passcode: otherPasscode(meeting) }))).toBe('join_refused');
  });
});

describe('every refusal at the door', () => {
  it('reads the same, is recorded, and says nothing of what was wrong', async () => {
    const meeting = await schedule(organiser);
    const closed = await schedule(organiser, { access: 'ministry' });
    const ask = (joinCode: string, passcode: string) =>
      createCaller(browser(harness))
        .join.asGuest({ joinCode, passcode, displayName: 'A' })
        .then(String, (error: unknown) => {
          const { message, cause } = error as { message: string; cause: { code: string; evidence: object } };
          return JSON.stringify([message, cause.code, cause.evidence]);
        });
    const answers = await Promise.all([
      ask(unknownCode(), meeting.passcode),
      ask(meeting.joinCode, otherPasscode(meeting)),
      ask(closed.joinCode, closed.passcode),
    ]);
    expect(new Set(answers)).toEqual(new Set(['["join_refused","join_refused",{}]']));
    const [wrong] = await recorded(meeting.meetingId).then((rows) => rows.filter((row) => row.event === 'door.refused'));
    expect(wrong).toMatchObject({ outcome: 'refused', detail: { as: 'guest', reason: 'wrong_passcode' } });
    const [barred] = await recorded(closed.meetingId).then((rows) => rows.filter((row) => row.event === 'door.refused'));
    expect(barred).toMatchObject({ detail: { reason: 'no_guests' } });
  });

  it('takes the same time', async () => {
    const meeting = await schedule(organiser);
    const closed = await schedule(organiser, { access: 'invited' });
    const ways = [
      () => [unknownCode(), meeting.passcode],
      () => [meeting.joinCode, otherPasscode(meeting)],
      () => [closed.joinCode, closed.passcode],
    ] as const;
    const times: [number, number, number][] = [];
    for (let round = 0; round < 24; round++) {
      // At once, so that a busy moment of the machine comes over all three; in turn, so that each is as often the first.
      const took: [number, number, number] = [0, 0, 0];
      const ask = async (way: 0 | 1 | 2) => {
        const [joinCode, passcode] = ways[way]() as [string, string];
        const caller = createCaller(browser(harness));
        const since = performance.now();
        expect(await refusal(caller.join.asGuest({ joinCode, passcode, displayName: 'A' }))).toBe('join_refused');
        took[way] = performance.now() - since;
      };
      await Promise.all(([0, 1, 2] as const).map((_, at) => ask(((at + round) % 3) as 0 | 1 | 2)));
      times.push(took);
    }
    const median = (all: number[]) => all.toSorted((x, y) => x - y)[all.length >> 1]!;
    const medians = ([0, 1, 2] as const).map((way) => median(times.map((took) => took[way])));
    expect(Math.min(...medians)).toBeGreaterThanOrEqual(REFUSAL_FLOOR_MS - 2);
    for (const [one, other] of [
      [0, 1],
      [1, 2],
      [0, 2],
    ] as const) {
      const apart = Math.abs(median(times.map((took) => took[one] - took[other])));
      expect(apart / Math.min(...medians)).toBeLessThan(0.1);
    }
  });
});

describe('a member', () => {
  test.each([
    ['of the ministry', 'link', 'health', 'member', 'participant'],
    ['of the ministry', 'ministry', 'health', 'member', 'participant'],
    ['of the ministry', 'invited', 'health', 'member', 'join_refused'],
    ['with the highest rank', 'invited', 'health', 'administrator', 'join_refused'],
    ['of another ministry', 'ministry', 'finance', 'administrator', 'join_refused'],
    ['of another ministry', 'link', 'finance', 'administrator', 'join_refused'],
  ] as const)('%s, meeting open to %s: %s %s, %s', async (...[, access, ministry, role, expected]) => {
    const meeting = await schedule(organiser, { access });
    const member = await as(harness, ministry === 'health' ? health : finance, role);
    const joining = createCaller(member).join.asMember({ joinCode: meeting.joinCode });
    if (expected === 'join_refused') {
      expect(await refusal(joining)).toBe(expected);
      expect(await reasonOf(meeting)).toBe('not_called');
    } else expect(await joining).toMatchObject({ role: expected, status: 'waiting' });
  });

  it('of another ministry comes when invited by their own address', async () => {
    const meeting = await schedule(organiser, {
      access: 'invited',
      invitees: [{ email: finance.emails.member, name: 'Colleague' }],
    });
    const member = await as(harness, finance, 'member');
    expect(await createCaller(member).join.asMember({ joinCode: meeting.joinCode })).toMatchObject({ role: 'participant' });
  });

  it('who is a co-host is in before everybody and is not kept out by a lock', async () => {
    const cohost = await as(harness, health, 'host');
    const meeting = await schedule(organiser, { invitees: [{ email: health.emails.host, name: 'Co', role: 'cohost' }] });
    await createCaller(organiser).host.lock({ meetingId: meeting.meetingId, locked: true });
    expect(await createCaller(cohost).join.asMember({ joinCode: meeting.joinCode })).toMatchObject({
      role: 'host',
      status: 'admitted',
    });
  });

  it('has one place, however many tabs ask at once', async () => {
    const meeting = await schedule(organiser);
    const member = await as(harness, health, 'member');
    const doors = await Promise.all([1, 2, 3, 4].map(() => createCaller(member).join.asMember({ joinCode: meeting.joinCode })));
    expect(new Set(doors.map((door) => door.participantId)).size).toBe(1);
  });

  it('needs a session', async () => {
    const meeting = await schedule(organiser);
    expect(await refusal(createCaller(browser(harness)).join.asMember({ joinCode: meeting.joinCode }))).toBe('not_signed_in');
  });
});

describe('the audience of a webinar', () => {
  it('comes in with one click once it runs, with or without a name', async () => {
    const webinar = await schedule(organiser, { kind: 'webinar' });
    const early = browser(harness);
    expect(await createCaller(early).join.asAudience({ joinCode: webinar.joinCode })).toMatchObject({
      status: 'waiting',
      role: 'audience',
    });
    await open(organiser, webinar);
    expect(await createCaller(early).door.current({ joinCode: webinar.joinCode })).toMatchObject({ status: 'admitted' });
    const named = await createCaller(browser(harness)).join.asAudience({ joinCode: webinar.joinCode, displayName: 'Meera' });
    expect(named).toMatchObject({ status: 'admitted', role: 'audience', displayName: 'Meera' });
    const hindi = await createCaller(browser(harness, { locale: 'hi' })).join.asAudience({ joinCode: webinar.joinCode });
    expect(hindi.displayName).toMatch(/^दर्शक \d{4}$/);
  });

  it('of another ministry watches by account', async () => {
    const webinar = await schedule(organiser, { kind: 'webinar' });
    await open(organiser, webinar);
    const stranger = await as(harness, finance, 'administrator');
    const door = await createCaller(stranger).join.asAudience({ joinCode: webinar.joinCode });
    expect(door).toMatchObject({ role: 'audience', status: 'admitted', displayName: 'finance administrator' });
    expect(await createCaller(stranger).room.pass({ joinCode: webinar.joinCode })).toMatchObject({ mayPublish: false });
  });

  test.each([
    ['a meeting', { kind: 'meeting' }],
    ['a webinar of the ministry', { kind: 'webinar', access: 'ministry' }],
    ['a webinar for the invited', { kind: 'webinar', access: 'invited' }],
  ] as const)('does not come into %s', async (...[, plan]) => {
    const meeting = await schedule(organiser, plan);
    expect(await refusal(createCaller(browser(harness)).join.asAudience({ joinCode: meeting.joinCode }))).toBe('join_refused');
    expect(await reasonOf(meeting)).toBe('no_guests');
  });

  it('does not walk onto the stage with a passcode: that guest waits, whatever the options', async () => {
    const webinar = await schedule(organiser, { kind: 'webinar', options: { waitingRoom: 'off' } });
    await open(organiser, webinar);
    expect(await knock(browser(harness), webinar)).toMatchObject({ role: 'panellist', status: 'waiting' });
  });
});

describe('what was recorded', () => {
  it('tells the whole way in, by ids', async () => {
    const meeting = await schedule(organiser);
    const guest = browser(harness);
    const { participantId } = await knock(guest, meeting, 'Asha');
    await open(organiser, meeting);
    await createCaller(organiser).host.admit({ meetingId: meeting.meetingId, participantId });
    await createCaller(guest).room.pass({ joinCode: meeting.joinCode });
    const entries = await recorded(meeting.meetingId);
    expect(entries.map((entry) => entry.event)).toEqual([
      'meeting.scheduled',
      'door.requested',
      'door.requested',
      'door.admitted',
      'media.room_opened',
      'meeting.started',
      'call.pass_issued',
      'door.admitted',
      'call.pass_issued',
    ]);
    expect(entries.at(-2)).toMatchObject({ subject_id: participantId, detail: { by: 'host' } });
    expect(JSON.stringify(entries)).not.toMatch(/Asha|eyJ/);
    expect(JSON.stringify(entries)).not.toContain(meeting.passcode);
  });
});
