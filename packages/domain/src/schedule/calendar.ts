/**
 * The iCalendar text (RFC 5545, RFC 5546) of one meeting. What decided its shape, client by client:
 * - Outlook: METHOD, which the mail must repeat in the MIME type; exactly one STANDARD and at most one DAYLIGHT in the
 *   VTIMEZONE (see vtimezone.ts); an update or a cancellation is matched by UID and needs a higher SEQUENCE.
 * - Gmail and Google Calendar: shows its buttons only when the reader's own address is an ATTENDEE and there is an ORGANIZER;
 *   reads the text/calendar alternative of the mail; knows zones by their IANA name.
 * - Apple Calendar: opens the attached file; keeps TZID as the zone of the event, and offers to join by URL and LOCATION.
 * All three show an organiser the zone they chose, which UTC would lose. A zone that no VTIMEZONE of Outlook's can say
 * (Morocco's), or a time that the clocks show twice, is told in UTC instead: the right instant before the right label.
 */
import { TZDate } from '@date-fns/tz';
import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
  ICalEventTransparency,
  type ICalEventData,
} from 'ical-generator';
import { isTimeZone } from './time-zone.ts';
import { isShownTwice, vtimezone } from './vtimezone.ts';

export type CalendarPerson = Readonly<{ name: string; email: string }>;

export type CalendarMeeting = Readonly<{
  meetingId: string;
  /** Counts the changes that were sent out; a cancellation counts too (RFC 5546 section 2.1.4). */
  sequence: number;
  /** When this text is made: DTSTAMP. */
  stamp: Date;
  startsAt: Date;
  durationMinutes: number;
  timeZone: string;
  title: string;
  /** Plain text; may have lines. */
  description: string;
  joinUrl: string;
  organiser: CalendarPerson;
  /** The address the mail comes from, when it is not the organiser's: answers go to the organiser all the same. */
  sentBy?: string;
}>;

/** REQUEST invites or updates, CANCEL withdraws, each for one person: nobody reads the addresses of the others. */
export type CalendarMessage = Readonly<{ method: 'REQUEST' | 'CANCEL'; attendee: CalendarPerson }>;

/** The text with CRLF line ends, lines of at most 75 octets. Throws RangeError on an unknown zone, a join link or an address that is none. */
export function calendarText(meeting: CalendarMeeting, message: CalendarMessage): string {
  refuseForgery(meeting, message);
  const ends = new Date(meeting.startsAt.getTime() + meeting.durationMinutes * 60_000);
  const isAmbiguous = [meeting.startsAt, ends].some((instant) => isShownTwice(meeting.timeZone, instant));
  const zone = isAmbiguous ? null : vtimezone(meeting.timeZone, meeting.startsAt);
  const calendar = ical({
    prodId: { company: 'Sabha', product: 'Sabha', language: 'EN' },
    method: ICalCalendarMethod[message.method],
  });
  const event = calendar.createEvent(eventData(meeting, { cancelled: message.method === 'CANCEL', withZone: zone !== null }));
  event.createAttendee(attendeeData(message.attendee, message.method));
  const text = calendar.toString();
  // The library would add calendar-wide zone properties to a zone of its own; the event alone has one here.
  return `${zone === null ? text : text.replace('BEGIN:VEVENT', () => `${zone}\r\nBEGIN:VEVENT`)}\r\n`;
}

/** Stable for the life of the meeting, and unlike any other system's. */
export function calendarUid(meetingId: string): string {
  return `${meetingId}@sabha`;
}

function eventData(meeting: CalendarMeeting, { cancelled, withZone }: { cancelled: boolean; withZone: boolean }): ICalEventData {
  const starts = meeting.startsAt.getTime();
  const at = (instant: number) => new TZDate(instant, withZone ? meeting.timeZone : 'UTC');
  return {
    id: calendarUid(meeting.meetingId),
    sequence: meeting.sequence,
    stamp: meeting.stamp,
    start: at(starts),
    end: at(starts + meeting.durationMinutes * 60_000),
    timezone: withZone ? meeting.timeZone : 'UTC',
    summary: oneLine(meeting.title),
    description: manyLines(meeting.description),
    location: meeting.joinUrl,
    url: meeting.joinUrl,
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: ICalEventTransparency.OPAQUE,
    organizer: {
      name: parameter(meeting.organiser.name),
      email: meeting.organiser.email,
      ...(meeting.sentBy === undefined ? {} : { sentBy: meeting.sentBy }),
    },
  };
}

function attendeeData({ name, email }: CalendarPerson, method: 'REQUEST' | 'CANCEL') {
  const base = { name: parameter(name), email, role: ICalAttendeeRole.REQ };
  return method === 'CANCEL' ? base : { ...base, rsvp: true, status: ICalAttendeeStatus.NEEDSACTION };
}

/** What the library writes as it comes. Contracts have refused all else before; here it would forge lines. */
function refuseForgery({ meetingId, timeZone, joinUrl, ...meeting }: CalendarMeeting, message: CalendarMessage): void {
  const addresses = [meeting.organiser.email, meeting.sentBy, message.attendee.email];
  for (const address of addresses)
    if (address !== undefined && !ADDRESS.test(address)) throw new RangeError('not a mail address');
  if (!/^[\w-]+$/.test(meetingId)) throw new RangeError('not a meeting id');
  if (!isTimeZone(timeZone)) throw new RangeError('not a time zone');
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(joinUrl)) throw new RangeError('a join link must be a web address');
}
const ADDRESS = /^[^\s\p{C}"<>:;,\\@]+@[^\s\p{C}"<>:;,\\@]+$/u;

/** No control characters but the line feed, no half surrogates: neither can be escaped, and a bare CR would end a line. */
function manyLines(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/(?!\n)\p{Cc}/gu, ' ')
    .replace(/\p{Cs}/gu, '\uFFFD');
}

function oneLine(text: string): string {
  return manyLines(text).replaceAll('\n', ' ');
}

/** A parameter value is quoted and has no escape (section 3.1), and Outlook does not know the one of RFC 6868. */
function parameter(text: string): string {
  return oneLine(text).replaceAll('"', '\u2019').replaceAll('\\', '/');
}
