import { describe, expect, test } from 'vitest';
import { formatDateTime, formatDuration, formatRange, formatTime, formatZone, isSameClock } from './date-time.ts';
import type { Locale } from './locales.ts';

const at = (text: string) => new Date(text);
const KOLKATA = 'Asia/Kolkata';

const moments: readonly (readonly [instant: string, zone: string, locale: Locale, text: string])[] = [
  ['2026-11-23T05:00:00Z', KOLKATA, 'en', 'Mon, 23 Nov 2026, 10:30 am IST'],
  ['2026-11-23T05:00:00Z', KOLKATA, 'hi', 'सोमवार, 23 नवंबर 2026, सुबह 10:30 बजे (IST)'],
  ['2026-11-23T05:00:00Z', 'Asia/Calcutta', 'en', 'Mon, 23 Nov 2026, 10:30 am IST'],
  ['2026-09-30T18:30:00Z', KOLKATA, 'en', 'Thu, 1 Oct 2026, 12:00 am IST'],
  ['2026-09-30T18:30:00Z', KOLKATA, 'hi', 'गुरुवार, 1 अक्टूबर 2026, रात 12:00 बजे (IST)'],
  ['2026-10-01T06:30:00Z', KOLKATA, 'en', 'Thu, 1 Oct 2026, 12:00 pm IST'],
  ['2026-10-01T06:30:00Z', KOLKATA, 'hi', 'गुरुवार, 1 अक्टूबर 2026, दोपहर 12:00 बजे (IST)'],
  ['2026-10-01T12:35:00Z', KOLKATA, 'hi', 'गुरुवार, 1 अक्टूबर 2026, शाम 6:05 बजे (IST)'],
  ['2026-07-01T09:00:00Z', 'Europe/London', 'en', 'Wed, 1 Jul 2026, 10:00 am GMT+1'],
  ['2026-12-01T09:00:00Z', 'Europe/London', 'hi', 'मंगलवार, 1 दिसंबर 2026, सुबह 9:00 बजे (GMT)'],
  ['2026-12-01T09:00:00Z', 'America/New_York', 'en', 'Tue, 1 Dec 2026, 4:00 am GMT-5'],
];

test.each(moments)('%s in %s, %s', (...[instant, timeZone, locale, text]) => {
  expect(formatDateTime(at(instant), { locale, timeZone })).toBe(text);
});

describe('a range', () => {
  const where = { locale: 'en', timeZone: KOLKATA } as const;

  test('says the date and the zone once', () => {
    expect(formatRange(at('2026-11-23T05:00:00Z'), at('2026-11-23T06:00:00Z'), where)).toBe(
      'Mon, 23 Nov 2026, 10:30 am to 11:30 am IST',
    );
    expect(formatRange(at('2026-11-23T05:00:00Z'), at('2026-11-23T06:00:00Z'), { ...where, locale: 'hi' })).toBe(
      'सोमवार, 23 नवंबर 2026, सुबह 10:30 बजे से सुबह 11:30 बजे तक (IST)',
    );
  });

  test('over midnight says both dates', () => {
    expect(formatRange(at('2026-11-23T18:00:00Z'), at('2026-11-23T19:00:00Z'), where)).toBe(
      'Mon, 23 Nov 2026, 11:30 pm IST to Tue, 24 Nov 2026, 12:30 am IST',
    );
  });
});

test('no time of a day reads like another', () => {
  for (const locale of ['en', 'hi'] as const) {
    const minutes = Array.from({ length: 24 * 4 }, (_, quarter) => new Date(Date.UTC(2026, 0, 1, 0, quarter * 15)));
    expect(new Set(minutes.map((minute) => formatTime(minute, { locale, timeZone: KOLKATA }))).size).toBe(minutes.length);
  }
});

test('only Latin digits and plain spaces', () => {
  const text = formatDateTime(at('2026-11-23T05:00:00Z'), { locale: 'hi', timeZone: KOLKATA });
  expect(text).not.toMatch(/[०-९\u202f\u00a0]/);
});

test('an unknown zone is refused, not guessed', () => {
  expect(() => formatDateTime(at('2026-11-23T05:00:00Z'), { locale: 'en', timeZone: 'Mars/Olympus' })).toThrow(RangeError);
});

test.each<[number, Locale, string]>([
  [5, 'en', '5 minutes'],
  [60, 'en', '1 hour'],
  [90, 'en', '1 hour 30 minutes'],
  [1440, 'en', '24 hours'],
  [90, 'hi', '1 घंटा 30 मिनट'],
  [120, 'hi', '2 घंटे'],
])('%i minutes in %s', (minutes, locale, text) => {
  expect(formatDuration(minutes, locale)).toBe(text);
});

test('zones are compared by what their clocks show', () => {
  const winter = at('2026-12-01T00:00:00Z');
  expect(isSameClock(winter, KOLKATA, 'Asia/Calcutta')).toBe(true);
  expect(isSameClock(winter, 'Europe/London', 'UTC')).toBe(true);
  expect(isSameClock(at('2026-07-01T00:00:00Z'), 'Europe/London', 'UTC')).toBe(false);
  expect(formatZone(winter, KOLKATA)).toBe('IST');
});
