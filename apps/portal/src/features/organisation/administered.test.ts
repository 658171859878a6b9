import type { MembershipView } from '@sabha/domain/organisation/contract';
import { expect, test } from 'vitest';
import { administeredBy, chosenOf } from './administered.ts';

const membership = (ministryId: string, role: MembershipView['role'], departmentId = 'd'): MembershipView => ({
  membershipId: `${ministryId}-${departmentId}`,
  ministryId,
  departmentId,
  role,
  ministryName: `Ministry of ${ministryId}`,
  ministryNameHi: `${ministryId} मंत्रालय`,
  departmentName: 'First',
  departmentNameHi: 'पहला',
});
const memberships = [
  membership('finance', 'member'),
  membership('health', 'administrator'),
  membership('health', 'administrator', 'other'),
  membership('water', 'administrator'),
  membership('roads', 'scheduler'),
];

test('every ministry that one administers is there, once', () => {
  expect(administeredBy({ memberships }).map(({ ministryId }) => ministryId)).toEqual(['health', 'water']);
});

test.each([
  ['water', 'water'],
  ['health', 'health'],
  ['roads', 'health'],
  ['nowhere', 'health'],
  [undefined, 'health'],
  [['water'], 'health'],
])('asked for %j, %s is shown', (wanted, shown) => {
  expect(chosenOf(administeredBy({ memberships }), wanted)?.ministryId).toBe(shown);
});

test('who administers nothing is shown nothing', () => {
  expect(chosenOf(administeredBy({ memberships: [membership('health', 'scheduler')] }), 'health')).toBeUndefined();
});
