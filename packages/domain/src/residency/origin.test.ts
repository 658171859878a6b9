import { describe, expect, test } from 'vitest';
import { addressBytes, isGlobal } from './address-bytes.ts';
import { admitsOrigin, isForResidents, originOf } from './origin.ts';
import type { Policy } from './policy.ts';

/** What is looked at here of a policy, and no more. */
const policyWith = (participantsAbroad: Policy['participantsAbroad']) =>
  ({ country: 'IN', participantsAbroad, sites: { del1: { networks: ['203.0.113.0/24'] } } }) as unknown as Policy;
const policy = policyWith('organiser_decides');

describe('where somebody comes from', () => {
  test.each([
    ['both say India', '192.0.2.1', ['IN', 'IN'], 'in_country'],
    ['both say another country', '192.0.2.1', ['US', 'SG'], 'abroad'],
    ['they disagree', '192.0.2.1', ['US', 'IN'], 'unknown'],
    ['one does not know', '192.0.2.1', ['IN', null], 'unknown'],
    ['neither knows', '192.0.2.1', [null, null], 'unknown'],
    ['there is no database', '192.0.2.1', [], 'unknown'],
    ['the address is one of our own, whatever they say', '203.0.113.7', ['US', 'US'], 'in_country'],
    ['there is no address', '', [null, null], 'unknown'],
  ] as const)('%s', (...[, address, countries, origin]) => {
    expect(originOf(policy, address, countries)).toBe(origin);
  });
});

describe('a meeting', () => {
  test.each([
    ['lets everybody in', 'organiser_decides', 'allowed', [true, true, true]],
    ['is for people in the country by its organiser', 'organiser_decides', 'refused', [true, false, false]],
    ['is for people in the country by policy', 'refused', 'allowed', [true, false, false]],
  ] as const)('%s', (...[, byPolicy, abroad, admitted]) => {
    const now = policyWith(byPolicy);
    const origins = ['in_country', 'abroad', 'unknown'] as const;
    expect(origins.map((origin) => admitsOrigin(now, { abroad }, origin))).toEqual(admitted);
    expect(isForResidents(now, { abroad })).toBe(!admitted[1]);
  });
});

test.each([
  ['1.2.3.4', [1, 2, 3, 4], true],
  ['::ffff:1.2.3.4', [1, 2, 3, 4], true],
  ['2405:200::1', [0x24, 0x05, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], true],
  ['127.0.0.1', [127, 0, 0, 1], false],
  ['10.1.2.3', [10, 1, 2, 3], false],
  ['fe80::1', [0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], false],
  ['media.example', null, false],
])('%s is %o, and the world reaches it: %s', (address, bytes, global) => {
  expect(addressBytes(address)).toEqual(bytes);
  expect(isGlobal(address)).toBe(global);
});
