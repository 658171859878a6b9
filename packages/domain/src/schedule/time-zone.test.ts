import { expect, test } from 'vitest';
import { isTimeZone, MAX_ZONE_LENGTH } from './time-zone.ts';

test.each(['Asia/Kolkata', 'UTC', 'Etc/GMT+5', 'America/Argentina/Buenos_Aires', 'America/North_Dakota/New_Salem'])(
  '%s is one',
  (name) => {
    expect(isTimeZone(name)).toBe(true);
  },
);

test.each(['', 'Mars/Olympus_Mons', '../../etc/localtime', '+05:30', 'Asia//Kolkata', 'Asia/Kolkata\n', 'Asia/', '_'])(
  '%j is none',
  (name) => {
    expect(isTimeZone(name)).toBe(false);
  },
);

test('every zone that the runtime knows is one, and none comes near the longest that is looked at', () => {
  const known = Intl.supportedValuesOf('timeZone');
  expect(known.filter((zone) => !isTimeZone(zone))).toEqual([]);
  expect(Math.max(...known.map((zone) => zone.length))).toBeLessThan(MAX_ZONE_LENGTH);
});

// One of 64 characters took a lifetime once: its parts could be cut in a million million ways. The first takes seconds then, not years.
test.each([
  `A${'_'.repeat(36)}!`,
  `A${'_A'.repeat(30)}!`,
  `A${'_'.repeat(62)}!`,
  `A${'/'.repeat(1_000_000)}!`,
  'A'.repeat(1_000_000),
])('no text keeps it busy: %#', (attack) => {
  const began = performance.now();
  expect(isTimeZone(attack)).toBe(false);
  expect(performance.now() - began).toBeLessThan(250);
});
