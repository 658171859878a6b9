import { describe, expect, test } from 'vitest';
import type { Actor } from '../actor.ts';
import type { MemberRole } from '../organisation/contract.ts';
import { can } from './can.ts';
import type { MeetingFacts } from './meeting.ts';
import type { PlaceFacts } from './room.ts';

const meeting: MeetingFacts = {
  meetingId: 'm1',
  ministryId: 'health',
  departmentId: 'd1',
  organiserId: 'p-organiser',
  kind: 'meeting',
  access: 'ministry',
  invitation: null,
};
const person = (personId: string, ministryId: string, role: MemberRole): Actor => ({
  kind: 'member',
  personId,
  sessionId: 's',
  name: 'A Person',
  email: 'a@example.in',
  memberships: [{ membershipId: 'ms', ministryId, departmentId: 'd1', role }],
});
const organiser = person('p-organiser', 'health', 'scheduler');
const host = person('p-host', 'health', 'host');
const colleague = person('p-colleague', 'health', 'member');
const administrator = person('p-admin', 'health', 'administrator');
const stranger = person('p-stranger', 'finance', 'administrator');
const anonymous: Actor = { kind: 'anonymous' };
const guest: Actor = { kind: 'guest', participantId: 'g1', meetingId: 'm1' };
const otherGuest: Actor = { kind: 'guest', participantId: 'g2', meetingId: 'm2' };
const system: Actor = { kind: 'system', name: 'worker' };

const answer = (decision: ReturnType<typeof can>) => (decision.allowed ? 'yes' : decision.code);

describe('joining with an account', () => {
  test.each([
    ['the organiser', organiser, {}, 'yes'],
    ['a colleague, open to the ministry', colleague, {}, 'yes'],
    ['a colleague, open to links', colleague, { access: 'link' }, 'yes'],
    ['a colleague, invited only', colleague, { access: 'invited' }, 'join_refused'],
    ['an invited colleague', colleague, { access: 'invited', invitation: 'participant' }, 'yes'],
    ['an administrator, invited only: rank opens no door', administrator, { access: 'invited' }, 'join_refused'],
    ['another ministry', stranger, {}, 'join_refused'],
    ['another ministry, open to links: as a guest, with the passcode', stranger, { access: 'link' }, 'join_refused'],
    ['another ministry, invited', stranger, { invitation: 'participant' }, 'yes'],
    ['the organiser who left the ministry', person('p-organiser', 'finance', 'host'), {}, 'join_refused'],
    ['nobody', anonymous, {}, 'join_refused'],
    ['a guest', guest, {}, 'join_refused'],
    ['the system', system, {}, 'join_refused'],
  ] as const)('%s: %s', (...[, actor, facts, expected]) => {
    expect(answer(can(actor, 'room.join_as_member', { ...meeting, ...facts }))).toBe(expected);
  });
});

test.each([
  ['meeting', 'link', 'yes', 'join_refused'],
  ['meeting', 'ministry', 'join_refused', 'join_refused'],
  ['meeting', 'invited', 'join_refused', 'join_refused'],
  ['webinar', 'link', 'yes', 'yes'],
  ['webinar', 'ministry', 'join_refused', 'join_refused'],
  ['webinar', 'invited', 'join_refused', 'join_refused'],
] as const)('a %s for %s: guests %s, audience %s', (...[kind, access, asGuest, asAudience]) => {
  const resource = { meetingId: 'm1', kind, access };
  expect(answer(can(anonymous, 'room.join_as_guest', resource))).toBe(asGuest);
  expect(answer(can(anonymous, 'room.join_as_audience', resource))).toBe(asAudience);
  expect(answer(can(system, 'room.join_as_guest', resource))).toBe('join_refused');
  expect(answer(can(system, 'room.join_as_audience', resource))).toBe('join_refused');
});

describe('the controls of a host', () => {
  test.each([
    ['the organiser', organiser, {}, 'yes'],
    ['an invited co-host', host, { invitation: 'cohost' }, 'yes'],
    ['a co-host of another ministry', stranger, { invitation: 'cohost' }, 'not_allowed'],
    ['a host who was not called to run it', host, {}, 'not_allowed'],
    ['an invited participant', host, { invitation: 'participant' }, 'not_allowed'],
    ['a colleague', colleague, {}, 'not_allowed'],
    ['a colleague, invited only', colleague, { access: 'invited' }, 'not_found'],
    ['an administrator', administrator, {}, 'not_allowed'],
    ['another ministry', stranger, {}, 'not_found'],
    ['the organiser who left the ministry', person('p-organiser', 'finance', 'administrator'), {}, 'not_found'],
    ['nobody', anonymous, {}, 'not_signed_in'],
    ['a guest of the meeting', guest, {}, 'not_allowed'],
    ['a guest of another meeting', otherGuest, {}, 'not_found'],
    ['the system', system, {}, 'not_found'],
  ] as const)('%s: %s', (...[, actor, facts, expected]) => {
    expect(answer(can(actor, 'room.host', { ...meeting, ...facts }))).toBe(expected);
  });
});

describe('a place', () => {
  const place: PlaceFacts = {
    meetingId: 'm1',
    meetingStatus: 'live',
    participantId: 'g1',
    personId: null,
    status: 'admitted',
    role: 'participant',
  };
  const theirs: PlaceFacts = { ...place, participantId: 'p1', personId: 'p-colleague' };

  test.each([
    ['one’s own, as a guest', guest, place, 'yes', 'yes'],
    ['one’s own, as a member', colleague, theirs, 'yes', 'yes'],
    ['of another guest', otherGuest, place, 'not_allowed', 'not_allowed'],
    ['of another member', host, theirs, 'not_allowed', 'not_allowed'],
    ['of a guest, taken by a member', colleague, place, 'not_allowed', 'not_allowed'],
    ['of a member, taken by a guest', guest, theirs, 'not_allowed', 'not_allowed'],
    ['of nobody', anonymous, place, 'not_allowed', 'not_allowed'],
    ['still waiting', guest, { ...place, status: 'waiting' }, 'waiting_for_host', 'waiting_for_host'],
    [
      'before the start',
      guest,
      { ...place, status: 'waiting', meetingStatus: 'scheduled' },
      'meeting_not_started',
      'meeting_not_started',
    ],
    ['removed', guest, { ...place, status: 'removed' }, 'removed_by_host', 'removed_by_host'],
    ['after the end', guest, { ...place, meetingStatus: 'ended' }, 'meeting_ended', 'meeting_ended'],
    [
      'the host’s, before the start',
      colleague,
      { ...theirs, role: 'host', meetingStatus: 'scheduled' },
      'yes',
      'meeting_not_started',
    ],
  ] as const)('%s', (...[, actor, facts, pass, part]) => {
    expect(answer(can(actor, 'room.pass', facts))).toBe(pass);
    expect(answer(can(actor, 'room.take_part', facts))).toBe(part);
  });
});
