import { describe, expect, test } from 'vitest';
import type { Actor } from '../actor.ts';
import type { MemberRole } from '../organisation/contract.ts';
import { type Action, can } from './can.ts';
import { organisationRules } from './organisation.ts';

const member = (ministryId: string, role: MemberRole): Actor => ({
  kind: 'member',
  personId: 'p',
  sessionId: 's',
  name: 'A',
  email: 'a@example.in',
  memberships: [{ membershipId: 'm', ministryId, departmentId: 'd', role }],
});
const anonymous: Actor = { kind: 'anonymous' };
const guest: Actor = { kind: 'guest', participantId: 'g', meetingId: 'm' };
const worker: Actor = { kind: 'system', name: 'worker' };

const answer = (actor: Actor, action: keyof typeof organisationRules) => {
  const decision = can(actor, action, { ministryId: 'health' });
  return decision.allowed ? 'yes' : decision.code;
};

describe.each(Object.keys(organisationRules) as (keyof typeof organisationRules)[])('%s', (action) => {
  const forMembers = action === 'organisation.read_departments' ? 'yes' : 'not_allowed';
  test.each([
    ['an administrator', member('health', 'administrator'), 'yes'],
    ['a scheduler', member('health', 'scheduler'), forMembers],
    ['a host', member('health', 'host'), forMembers],
    ['a member', member('health', 'member'), forMembers],
    ['an administrator of another ministry', member('finance', 'administrator'), 'not_found'],
    ['nobody', anonymous, 'not_found'],
    ['a guest', guest, 'not_found'],
    ['the system', worker, 'not_found'],
  ])('%s', (_, actor, expected) => expect(answer(actor, action)).toBe(expected));
});

test('what no rule was written for is refused', () => {
  const decision = can(member('health', 'administrator'), 'organisation.dissolve' as Action, { ministryId: 'health' });
  expect(decision).toMatchObject({ allowed: false, code: 'not_allowed' });
  expect(can(member('health', 'administrator'), 'toString' as Action, {})).toMatchObject({ allowed: false });
});
