import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { calendarText, type CalendarMeeting, type CalendarMessage } from './calendar.ts';
import { vtimezone } from './vtimezone.ts';

const meeting: CalendarMeeting = {
  meetingId: '0192f0c1-aaaa-7bbb-8ccc-000000000001',
  sequence: 0,
  stamp: new Date('2026-11-20T09:30:00Z'),
  startsAt: new Date('2026-11-23T05:00:00Z'),
  durationMinutes: 60,
  timeZone: 'Asia/Kolkata',
  title: 'Budget review',
  description: 'Agenda',
  joinUrl: 'https://sabha.example.in/j/abc-defg-hjk',
  organiser: { name: 'Asha Rao', email: 'asha.rao@example.gov.in' },
  sentBy: 'no-reply@sabha.example.in',
};
const attendee = { name: 'सीता देवी', email: 'sita@example.in' };
const request: CalendarMessage = { method: 'REQUEST', attendee };

function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const component = calendar.getFirstSubcomponent('vevent')!;
  const zone = calendar.getFirstSubcomponent('vtimezone');
  const property = (name: string) => component.getFirstProperty(name);
  const when = (name: string) => {
    const time = property(name)?.getFirstValue();
    if (!(time instanceof ICAL.Time)) throw new TypeError(`${name} is no time`);
    if (zone && time.zone !== ICAL.Timezone.utcTimezone) time.zone = new ICAL.Timezone(zone);
    return time.toJSDate().toISOString();
  };
  return {
    method: calendar.getFirstPropertyValue('method'),
    events: calendar.getAllSubcomponents('vevent').length,
    value: (name: string) => property(name)?.getFirstValue()?.toString(),
    parameter: (name: string, parameter: string) => property(name)?.getFirstParameter(parameter),
    names: component.getAllProperties().map(({ name }) => name),
    starts: when('dtstart'),
    ends: when('dtend'),
    zone,
  };
}

/** What a strict reader asks of the octets (RFC 5545 section 3.1), whatever a lenient parser makes of them. */
function expectWellFormed(text: string) {
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/(?!\t)\p{Cc}|\p{Cs}/u);
  for (const line of text.split('\r\n').slice(0, -1)) expect(new TextEncoder().encode(line).length, line).toBeLessThanOrEqual(75);
  const unfolded = text.replaceAll('\r\n ', '').split('\r\n').slice(0, -1);
  for (const line of unfolded) expect(line).toMatch(/^[A-Z-]+(?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*:/);
  expect(unfolded.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1);
}

describe('an invitation', () => {
  const text = calendarText(meeting, request);
  const event = read(text);

  test('asks one person, in the zone of the organiser', () => {
    expectWellFormed(text);
    expect(event.method).toBe('REQUEST');
    expect(event.value('uid')).toBe(`${meeting.meetingId}@sabha`);
    expect(event.value('dtstamp')).toBe('2026-11-20T09:30:00Z');
    expect(text).toContain('DTSTART;TZID=Asia/Kolkata:20261123T103000\r\n');
    expect(text).toContain('DTEND;TZID=Asia/Kolkata:20261123T113000\r\n');
    expect([event.starts, event.ends]).toEqual(['2026-11-23T05:00:00.000Z', '2026-11-23T06:00:00.000Z']);
    expect(event.value('status')).toBe('CONFIRMED');
  });

  test('says who asks and whom, so that the answer reaches the organiser', () => {
    expect(event.value('organizer')).toBe('mailto:asha.rao@example.gov.in');
    expect(event.parameter('organizer', 'cn')).toBe('Asha Rao');
    expect(event.parameter('organizer', 'sent-by')).toBe('mailto:no-reply@sabha.example.in');
    expect(event.value('attendee')?.toLowerCase()).toBe('mailto:sita@example.in');
    expect(['cn', 'role', 'partstat', 'rsvp'].map((name) => event.parameter('attendee', name))).toEqual([
      'सीता देवी',
      'REQ-PARTICIPANT',
      'NEEDS-ACTION',
      'TRUE',
    ]);
    expect(event.names.filter((name) => name === 'attendee')).toHaveLength(1);
  });

  test('leads into the meeting by LOCATION and URL', () => {
    expect(event.value('location')).toBe(meeting.joinUrl);
    expect(event.value('url')).toBe(meeting.joinUrl);
  });
});

test('an update is the same event with a higher SEQUENCE', () => {
  const changed = read(calendarText({ ...meeting, sequence: 3, startsAt: new Date('2026-11-24T05:00:00Z') }, request));
  expect([changed.method, changed.value('uid'), changed.value('sequence'), changed.starts]).toEqual([
    'REQUEST',
    `${meeting.meetingId}@sabha`,
    '3',
    '2026-11-24T05:00:00.000Z',
  ]);
});

test('a cancellation withdraws it from the same person', () => {
  const text = calendarText({ ...meeting, sequence: 4 }, { method: 'CANCEL', attendee });
  const event = read(text);
  expectWellFormed(text);
  expect([event.method, event.value('status'), event.value('sequence')]).toEqual(['CANCEL', 'CANCELLED', '4']);
  expect(event.value('attendee')?.toLowerCase()).toBe('mailto:sita@example.in');
  expect(event.parameter('attendee', 'rsvp')).toBeUndefined();
});

const texts: readonly (readonly [what: string, text: string])[] = [
  ['Hindi', 'वार्षिक बजट समीक्षा बैठक: कृषि एवं किसान कल्याण विभाग'],
  ['a long line of three-octet letters', 'क्षेत्रीय '.repeat(40)],
  ['emoji with joiners, at every place of a fold', '👨‍👩‍👧‍👦📅🇮🇳'.repeat(12)],
  ['a long line without a break', 'x'.repeat(500)],
  ['what must be escaped', 'a,b;c\\d:e"f\'g\\n,\\;'],
  ['a caret, which RFC 6868 readers unescape', "a^nb^^c^'d"],
  ['a tab and other controls', 'a\tb\u0000c\u0007d\u007fe'],
  ['half a surrogate pair', 'a\ud83db'],
  ['an event of its own', 'x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nATTENDEE:mailto:evil@example.com'],
  ['a bare carriage return', 'x\rATTENDEE:mailto:evil@example.com'],
  ['Unicode line ends', 'x\u2028ATTENDEE:mailto:evil@example.com\u2029y\u0085z'],
  ['a parameter', '";RSVP=FALSE;X="'],
];

test.each(texts)('%s comes through as title, description and name', (_, text) => {
  const ics = calendarText(
    { ...meeting, title: text, description: `${text}\r\nsecond line`, organiser: { ...meeting.organiser, name: text } },
    { method: 'REQUEST', attendee: { ...attendee, name: text } },
  );
  expectWellFormed(ics);
  const event = read(ics);
  const clean = text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/(?!\n)\p{Cc}/gu, ' ')
    .replace(/\p{Cs}/gu, '\ufffd');
  expect(event.value('summary')).toBe(clean.replaceAll('\n', ' '));
  expect(event.value('description')).toBe(`${clean}\nsecond line`);
  expect(event.events).toBe(1);
  expect(event.names.filter((name) => name === 'attendee')).toHaveLength(1);
  expect(event.value('attendee')?.toLowerCase()).toBe('mailto:sita@example.in');
  expect(event.parameter('attendee', 'rsvp')).toBe('TRUE');
  expect(event.parameter('organizer', 'sent-by')).toBe('mailto:no-reply@sabha.example.in');
});

test.each<[string, Partial<CalendarMeeting>]>([
  ['a zone', { timeZone: 'Asia/Kolkata\r\nX:y' }],
  ['a zone that nobody knows', { timeZone: 'Mars/Olympus' }],
  ['a join link', { joinUrl: 'https://a.example/\r\nATTENDEE:mailto:evil@example.com' }],
  ['a join link that runs', { joinUrl: 'javascript:alert(1)' }],
  ['an address', { organiser: { name: 'x', email: 'a@b.c\r\nX:y' } }],
  ['an address with a parameter', { sentBy: 'a@b.c";X="' }],
  ['an id', { meetingId: 'a\r\nX:y' }],
])('%s that would forge a line is refused', (_, forged) => {
  expect(() => calendarText({ ...meeting, ...forged }, request)).toThrow(RangeError);
});

test.each<[zone: string, startsAt: string, local: string]>([
  ['Asia/Kolkata', '2026-11-23T05:00:00Z', '20261123T103000'],
  ['Europe/London', '2026-07-01T09:00:00Z', '20260701T100000'],
  ['Europe/London', '2026-12-01T09:00:00Z', '20261201T090000'],
  ['America/New_York', '2026-03-08T07:30:00Z', '20260308T033000'],
  ['America/New_York', '2027-01-01T03:00:00Z', '20261231T220000'],
  ['Australia/Lord_Howe', '2026-10-03T15:45:00Z', '20261004T024500'],
  ['Asia/Kathmandu', '2026-11-23T05:00:00Z', '20261123T104500'],
])('in %s a start at %s is %s on the clock and the same instant again', (timeZone, startsAt, local) => {
  const text = calendarText({ ...meeting, timeZone, startsAt: new Date(startsAt) }, request);
  expect(text).toContain(`DTSTART;TZID=${timeZone}:${local}\r\n`);
  expect(read(text).starts).toBe(new Date(startsAt).toISOString());
});

test.each<[why: string, zone: string, startsAt: string]>([
  ['no rule that Outlook knows', 'Africa/Casablanca', '2026-11-23T05:00:00Z'],
  ['the first half past one of the night the clocks go back', 'Europe/London', '2026-10-25T00:30:00Z'],
  ['the second', 'Europe/London', '2026-10-25T01:30:00Z'],
  ['an end in the hour that comes twice', 'Europe/London', '2026-10-24T23:45:00Z'],
  ['UTC was asked for', 'UTC', '2026-11-23T05:00:00Z'],
])('%s: told in UTC', (_, timeZone, startsAt) => {
  const text = calendarText({ ...meeting, timeZone, startsAt: new Date(startsAt) }, request);
  expect(text).toContain(`DTSTART:${startsAt.replace(/[-:]/g, '')}\r\n`);
  expect(text).not.toContain('TZID');
  expect(read(text).starts).toBe(new Date(startsAt).toISOString());
});

test.each<[zone: string, observances: readonly string[]]>([
  ['Asia/Kolkata', ['DTSTART:19700101T000000 +0530 +0530 IST']],
  [
    'America/New_York',
    [
      'DTSTART:20251102T020000 RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU -0400 -0500 EST',
      'DTSTART:20250309T020000 RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU -0500 -0400 EDT',
    ],
  ],
  [
    'Australia/Lord_Howe', // changes at half past an hour of UTC
    [
      'DTSTART:20250406T020000 RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU +1100 +1030',
      'DTSTART:20251005T020000 RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=1SU +1030 +1100',
    ],
  ],
])('the clocks of %s are changed by the rule of its law', (timeZone, observances) => {
  const zone = vtimezone(timeZone, meeting.startsAt) ?? '';
  const found = zone.matchAll(/BEGIN:(?:STANDARD|DAYLIGHT)\r\n(.*?)\r\nEND/gs);
  expect([...found].map(([, text]) => (text ?? '').replace(/TZ[A-Z]+:/g, '').replaceAll('\r\n', ' '))).toEqual(observances);
});

/** Every zone of the runtime, in winter and summer, against the runtime's own reckoning. */
describe('of all zones', { timeout: 60_000 }, () => {
  const zones = Intl.supportedValuesOf('timeZone');
  const seen = zones.flatMap((timeZone) =>
    ['2026-01-01T00:10:00Z', '2026-07-15T23:40:00Z'].map((startsAt) => {
      const start = new Date(startsAt);
      return {
        timeZone,
        start,
        event: read(calendarText({ ...meeting, timeZone, startsAt: start, durationMinutes: 90 }, request)),
      };
    }),
  );

  test('none moves a meeting', () => {
    const moved = seen.filter(
      ({ start, event }) =>
        event.starts !== start.toISOString() || event.ends !== new Date(start.getTime() + 90 * 60_000).toISOString(),
    );
    expect(moved.map(({ timeZone, start }) => `${timeZone} ${start.toISOString()}`)).toEqual([]);
    expect(zones.length).toBeGreaterThan(400);
  });

  test('only those with irregular years are told in UTC', () => {
    const inUtc = [...new Set(seen.filter(({ event }) => !event.zone).map(({ timeZone }) => timeZone))];
    expect(inUtc.length).toBeLessThan(12);
    expect(inUtc.join()).not.toMatch(/Kolkata|Calcutta|Dubai|London|New_York|Paris|Singapore|Sydney|Kathmandu|Dhaka|Tokyo/);
  });

  test('each has the one STANDARD, and at most one DAYLIGHT, that Outlook reads', () => {
    const counts = seen.flatMap(({ event }) =>
      event.zone
        ? [`${event.zone.getAllSubcomponents('standard').length} ${event.zone.getAllSubcomponents('daylight').length}`]
        : [],
    );
    expect([...new Set(counts)].sort()).toEqual(['1 0', '1 1']);
  });
});
