import { expect, test } from 'vitest';
import type { Actor } from '../actor.ts';
import type { MemberRole } from '../organisation/contract.ts';
import { can } from './can.ts';

const member = (...roles: readonly MemberRole[]): Actor => ({
  kind: 'member',
  personId: 'p',
  sessionId: 's',
  name: 'A',
  email: 'a@example.in',
  memberships: roles.map((role, at) => ({ membershipId: `m${at}`, ministryId: `i${at}`, departmentId: `d${at}`, role })),
});

test.each<[string, Actor, string]>([
  ['an administrator', member('administrator'), 'yes'],
  ['an administrator of one ministry and member of another', member('member', 'administrator'), 'yes'],
  ['a scheduler', member('scheduler'), 'not_allowed'],
  ['a host', member('host'), 'not_allowed'],
  ['a member', member('member'), 'not_allowed'],
  ['a member of nothing', member(), 'not_allowed'],
  ['a guest', { kind: 'guest', participantId: 'g', meetingId: 'm' }, 'not_allowed'],
  ['nobody', { kind: 'anonymous' }, 'not_allowed'],
  ['the system', { kind: 'system', name: 'worker' }, 'not_allowed'],
])('nodes are shown to administrators alone: %s', (_, actor, expected) => {
  const decision = can(actor, 'status.read_nodes', {});
  expect(decision.allowed ? 'yes' : decision.code).toBe(expected);
});
