import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantOf, localTimeOf } from './local-time.ts';

test.each([
  ['India', '2026-11-23', '10:30', 'Asia/Kolkata', '2026-11-23T05:00:00.000Z'],
  ['over midnight', '2026-11-23', '00:15', 'Asia/Kolkata', '2026-11-22T18:45:00.000Z'],
  ['the new year', '2027-01-01', '00:00', 'Asia/Kolkata', '2026-12-31T18:30:00.000Z'],
  ['Nepal, a quarter of an hour off', '2026-11-23', '10:30', 'Asia/Kathmandu', '2026-11-23T04:45:00.000Z'],
  ['UTC', '2028-02-29', '23:59', 'UTC', '2028-02-29T23:59:00.000Z'],
  ['London in winter', '2026-12-01', '10:00', 'Europe/London', '2026-12-01T10:00:00.000Z'],
  ['London in summer', '2026-07-01', '10:00', 'Europe/London', '2026-07-01T09:00:00.000Z'],
  ['far east', '2026-11-23', '10:00', 'Pacific/Kiritimati', '2026-11-22T20:00:00.000Z'],
  ['far west', '2026-11-23', '20:00', 'Pacific/Pago_Pago', '2026-11-24T07:00:00.000Z'],
  ['the hour that is skipped: offset before the change', '2026-03-29', '01:30', 'Europe/London', '2026-03-29T01:30:00.000Z'],
  ['the hour that comes twice: the first', '2026-10-25', '01:30', 'Europe/London', '2026-10-25T00:30:00.000Z'],
  ['New York, skipped', '2026-03-08', '02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
  ['New York, twice', '2026-11-01', '01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
  ['half an hour of summer time, twice', '2026-04-05', '01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z'],
])('%s', (...[, date, time, zone, instant]) => {
  expect(instantOf({ date, time }, zone)?.toISOString()).toBe(instant);
});

test.each([
  ['2026-02-29', '10:00'],
  ['2026-13-01', '10:00'],
  ['2026-11-23', '24:00'],
  ['2026-11-23', '10:60'],
  ['23/11/2026', '10:00'],
  ['', ''],
  ['2026-11-23', "10:00'; DROP TABLE"],
])('%s %s is no time', (date, time) => {
  expect(instantOf({ date, time }, 'Asia/Kolkata')).toBeNull();
});

test('an unknown zone is an error, not a guess', () => {
  expect(() => instantOf({ date: '2026-11-23', time: '10:00' }, 'Asia/Atlantis')).toThrow(RangeError);
});

describe.each(['Asia/Kolkata', 'Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'])('%s', (zone) => {
  test('an instant that is shown, and typed in again, is the same wall clock', () => {
    const minutes = fc.integer({ min: Date.UTC(2020, 0) / 60_000, max: Date.UTC(2040, 0) / 60_000 });
    fc.assert(
      fc.property(minutes, (minute) => {
        const shown = localTimeOf(new Date(minute * 60_000), zone);
        expect(localTimeOf(instantOf(shown, zone)!, zone)).toEqual(shown);
      }),
    );
  });
});
