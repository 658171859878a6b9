import { describe, expect, test } from 'vitest';
import type { Actor } from '../actor.ts';
import type { Access, InviteeRole } from '../meeting/contract.ts';
import type { MemberRole } from '../organisation/contract.ts';
import { can } from './can.ts';
import { type MeetingFacts, mayEdit, mayHost, mayRead } from './meeting.ts';

const person = (personId: string, role: MemberRole, { ministryId = 'health', departmentId = 'd1' } = {}): Actor => ({
  kind: 'member',
  personId,
  sessionId: 's',
  name: 'A',
  email: 'a@example.in',
  memberships: [{ membershipId: 'm', ministryId, departmentId, role }],
});
const meeting = (access: Access, invitation: InviteeRole | null = null): MeetingFacts => ({
  meetingId: 'm1',
  ministryId: 'health',
  departmentId: 'd1',
  organiserId: 'organiser',
  kind: 'meeting',
  access,
  invitation,
});
const nobody: Actor = { kind: 'anonymous' };
const guest: Actor = { kind: 'guest', participantId: 'g', meetingId: 'm1' };
const departed: Actor = { ...(person('organiser', 'scheduler') as Extract<Actor, { kind: 'member' }>), memberships: [] };

describe('who schedules', () => {
  const where = { ministryId: 'health', departmentId: 'd1' };
  test.each([
    ['a scheduler of the department', person('p', 'scheduler'), 'yes'],
    ['an administrator of the ministry, from another department', person('p', 'administrator', { departmentId: 'd2' }), 'yes'],
    ['a scheduler of another department', person('p', 'scheduler', { departmentId: 'd2' }), 'not_allowed'],
    ['a host', person('p', 'host'), 'not_allowed'],
    ['a member', person('p', 'member'), 'not_allowed'],
    ['an administrator of another ministry', person('p', 'administrator', { ministryId: 'finance' }), 'not_found'],
    ['nobody', nobody, 'not_found'],
    ['a guest', guest, 'not_found'],
  ])('%s', (_, actor, expected) => {
    const decision = can(actor, 'meeting.schedule', where);
    expect(decision.allowed ? 'yes' : decision.code).toBe(expected);
  });
});

describe('who hosts, changes and sees a meeting', () => {
  test.each<[string, Actor, Access, InviteeRole | null, { hosts: boolean; edits: boolean; reads: boolean }]>([
    ['its organiser', person('organiser', 'scheduler'), 'invited', null, { hosts: true, edits: true, reads: true }],
    [
      'its organiser, a scheduler no longer',
      person('organiser', 'member'),
      'invited',
      null,
      { hosts: true, edits: false, reads: true },
    ],
    ['its organiser, of no ministry any more', departed, 'link', null, { hosts: false, edits: false, reads: false }],
    ['a co-host with a host role', person('p', 'host'), 'invited', 'cohost', { hosts: true, edits: false, reads: true }],
    ['a co-host who is a plain member', person('p', 'member'), 'invited', 'cohost', { hosts: false, edits: false, reads: true }],
    [
      'a co-host with a role in another ministry',
      person('p', 'administrator', { ministryId: 'finance' }),
      'invited',
      'cohost',
      { hosts: false, edits: false, reads: true },
    ],
    [
      'an invited participant',
      person('p', 'administrator', { ministryId: 'finance' }),
      'invited',
      'participant',
      { hosts: false, edits: false, reads: true },
    ],
    ['an administrator, uninvited', person('p', 'administrator'), 'invited', null, { hosts: false, edits: true, reads: true }],
    [
      'a scheduler of the department, uninvited',
      person('p', 'scheduler'),
      'invited',
      null,
      { hosts: false, edits: false, reads: false },
    ],
    ['a colleague at a closed meeting', person('p', 'host'), 'invited', null, { hosts: false, edits: false, reads: false }],
    ['a colleague at one for the ministry', person('p', 'member'), 'ministry', null, { hosts: false, edits: false, reads: true }],
    ['a colleague at an open one', person('p', 'member'), 'link', null, { hosts: false, edits: false, reads: true }],
    [
      'another ministry at an open one',
      person('p', 'administrator', { ministryId: 'finance' }),
      'link',
      null,
      { hosts: false, edits: false, reads: false },
    ],
    ['nobody', nobody, 'link', null, { hosts: false, edits: false, reads: false }],
    ['a guest', guest, 'link', null, { hosts: false, edits: false, reads: false }],
  ])('%s', (...[, actor, access, invitation, expected]) => {
    const facts = meeting(access, invitation);
    expect({ hosts: mayHost(actor, facts), edits: mayEdit(actor, facts), reads: mayRead(actor, facts) }).toEqual(expected);
  });
});

describe('a refusal', () => {
  test.each([
    ['meeting.edit', person('p', 'member'), 'ministry', 'not_allowed'],
    ['meeting.edit', person('p', 'member'), 'invited', 'not_found'],
    ['meeting.cancel', person('p', 'host'), 'link', 'not_allowed'],
    ['meeting.read', person('p', 'host'), 'invited', 'not_found'],
    ['meeting.read_attendance', person('p', 'member'), 'ministry', 'not_allowed'],
    ['meeting.read_attendance', nobody, 'link', 'not_found'],
    ['meeting.take_proof', person('p', 'member'), 'ministry', 'not_allowed'],
    ['meeting.hold_records', person('organiser', 'scheduler'), 'ministry', 'not_allowed'],
    ['meeting.hold_records', person('p', 'member'), 'invited', 'not_found'],
    ['meeting.read_passcode', person('p', 'administrator'), 'ministry', 'not_allowed'],
    ['meeting.read_invitees', person('p', 'member'), 'ministry', 'not_allowed'],
    ['meeting.appoint_cohosts', person('p', 'administrator'), 'ministry', 'not_allowed'],
    ['meeting.appoint_cohosts', person('organiser', 'member'), 'ministry', 'not_allowed'],
    ['meeting.appoint_cohosts', departed, 'ministry', 'not_allowed'],
  ] as const)('%s: %# says only what the person may know', (...[action, actor, access, code]) => {
    expect(can(actor, action, meeting(access))).toMatchObject({ allowed: false, code });
  });
});

test('the organiser alone appoints those who run the meeting beside them; who is invited is known to whoever changes it', () => {
  expect(can(person('organiser', 'scheduler'), 'meeting.appoint_cohosts', meeting('invited')).allowed).toBe(true);
  for (const actor of [person('organiser', 'scheduler'), person('p', 'administrator')])
    expect(can(actor, 'meeting.read_invitees', meeting('invited')).allowed).toBe(true);
  expect(can(person('p', 'host'), 'meeting.read_invitees', meeting('invited', 'cohost')).allowed).toBe(true);
});
