import { describe, expect, test } from 'vitest';
import type { Actor } from '../actor.ts';
import type { MemberRole } from '../organisation/contract.ts';
import type { MeetingFacts } from './meeting.ts';
import { placeAfter, standingIn, standingOfGuest } from './standing.ts';

const person = (role: MemberRole | null, ministryId = 'health'): Actor => ({
  kind: 'member',
  personId: 'p',
  sessionId: 's',
  name: 'P',
  email: 'p@health.example',
  memberships: role === null ? [] : [{ membershipId: 'm', ministryId, departmentId: 'd', role }],
});
const meeting = (more: Partial<MeetingFacts> = {}): MeetingFacts => ({
  meetingId: 'x',
  ministryId: 'health',
  departmentId: 'd',
  organiserId: 'o',
  kind: 'meeting',
  access: 'invited',
  invitation: null,
  ...more,
});

describe('in the room stands', () => {
  test.each([
    ['a co-host with the role of a host', person('host'), { invitation: 'cohost' }, 'host'],
    ['a co-host who lost that role', person('member'), { invitation: 'cohost' }, 'participant'],
    ['a co-host who left the ministry', person(null), { invitation: 'cohost' }, 'participant'],
    ['a co-host who was taken off the list', person('host'), {}, null],
    ['the same where the ministry may come', person('host'), { access: 'ministry' }, 'participant'],
    ['somebody who left the ministry', person(null), { access: 'ministry' }, null],
    ['and where guests may come, too: as a guest', person(null), { access: 'link' }, null],
    ['the organiser', person('member'), { organiserId: 'p' }, 'host'],
    ['the organiser who left the ministry', person(null), { organiserId: 'p' }, null],
    ['a panellist', person(null), { kind: 'webinar', invitation: 'panellist' }, 'panellist'],
    ['one who was taken off the list of a public webinar', person(null), { kind: 'webinar', access: 'link' }, 'audience'],
    ['one who was taken off the list of another', person(null), { kind: 'webinar' }, null],
    ['an administrator, by rank alone', person('administrator'), {}, null],
  ] as const)('%s', (...[, actor, more, standing]) => {
    expect(standingIn(actor, meeting(more))).toBe(standing);
  });

  test('nobody without an account', () => {
    expect(standingIn({ kind: 'anonymous' }, meeting({ access: 'ministry' }))).toBeNull();
  });
});

describe('a place', () => {
  const place = { status: 'admitted', role: 'host', hasBegun: true } as const;
  test.each([
    ['stays as it is', place, 'host', { status: 'admitted', role: 'host' }],
    ['of a host who is one no longer, in the call', place, 'participant', { status: 'admitted', role: 'participant' }],
    ['the same before it begins', { ...place, hasBegun: false }, 'participant', { status: 'waiting', role: 'participant' }],
    [
      'of somebody who was made a host while they waited',
      { ...place, status: 'waiting', role: 'participant' },
      'host',
      { status: 'admitted', role: 'host' },
    ],
    [
      'of somebody who waits and goes to the audience',
      { ...place, status: 'waiting', role: 'panellist' },
      'audience',
      { status: 'waiting', role: 'audience' },
    ],
    ['of somebody who is called no longer', { ...place, role: 'participant' }, null, { status: 'uncalled', role: 'participant' }],
    ['of a host who is called no longer', place, null, { status: 'uncalled', role: 'host' }],
    [
      'of one who watched and was put on the list of those who speak',
      { ...place, role: 'audience' },
      'panellist',
      { status: 'waiting', role: 'panellist' },
    ],
  ] as const)('%s', (...[, before, now, after]) => {
    expect(placeAfter(before, now)).toEqual(after);
  });
});

test.each([
  ['a guest where links lead in', 'participant', { access: 'link' }, 'participant'],
  ['a guest where the ministry alone may come', 'participant', { access: 'ministry' }, null],
  ['a guest where the invited alone may come', 'panellist', { kind: 'webinar' }, null],
  ['the audience of a public webinar', 'audience', { kind: 'webinar', access: 'link' }, 'audience'],
  ['the audience of one that is public no longer', 'audience', { kind: 'webinar', access: 'ministry' }, null],
] as const)('without an account stands %s', (...[, role, more, standing]) => {
  expect(standingOfGuest(role, meeting(more))).toBe(standing);
});
