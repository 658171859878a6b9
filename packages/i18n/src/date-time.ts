/**
 * How people are told of a time: in a zone that is said, in their language, with Latin digits. Imports no catalog and
 * needs only Intl, so it may go anywhere; prefer to format on the server, where every reader gets the same text.
 */
import { localeDetails, type Locale } from './locales.ts';
import { fill } from './plain.ts';

/** `timeZone` is an IANA name; an unknown one throws RangeError (the domain's contract has refused it before). */
export type Where = Readonly<{ locale: Locale; timeZone: string }>;

/** "Mon, 23 Nov 2026, 10:30 am IST"; "सोमवार, 23 नवंबर 2026, सुबह 10:30 बजे (IST)" */
export function formatDateTime(instant: Date, where: Where): string {
  const { patterns } = localeDetails[where.locale];
  return fill(patterns.dateTime, {
    date: formatDate(instant, where),
    time: formatTime(instant, where),
    zone: formatZone(instant, where.timeZone),
  });
}

/** "Mon, 23 Nov 2026, 10:30 am to 11:30 am IST"; a meeting past midnight says both dates. */
export function formatRange(from: Date, to: Date, where: Where): string {
  const { patterns } = localeDetails[where.locale];
  const date = formatDate(from, where);
  if (date !== formatDate(to, where))
    return fill(patterns.span, { from: formatDateTime(from, where), to: formatDateTime(to, where) });
  return fill(patterns.range, {
    date,
    from: formatTime(from, where),
    to: formatTime(to, where),
    zone: formatZone(from, where.timeZone),
  });
}

/** "Mon, 23 Nov 2026" */
export function formatDate(instant: Date, { locale, timeZone }: Where): string {
  const { dateParts, patterns } = localeDetails[locale];
  return fill(patterns.date, parts(instant, locale, { timeZone, day: 'numeric', year: 'numeric', ...dateParts }));
}

/** "10:30 am"; "सुबह 10:30 बजे". Without the zone: say it once beside a list of times. */
export function formatTime(instant: Date, { locale, timeZone }: Where): string {
  const { dayParts, patterns } = localeDetails[locale];
  const partOfDay: Intl.DateTimeFormatOptions = dayParts === 'part-of-day' ? { dayPeriod: 'short' } : {};
  const { hour, minute, dayPeriod } = parts(instant, locale, {
    timeZone,
    hour: 'numeric',
    minute: '2-digit',
    hour12: true,
    ...partOfDay,
  });
  return fill(patterns.time, { clock: `${hour}:${minute}`, dayPart: dayPeriod ?? '' });
}

/** "IST", "GMT+1": the short name that Indian English has for it, the offset where it has none; the same in all languages. */
export function formatZone(instant: Date, timeZone: string): string {
  return parts(instant, 'en', { timeZone, hour: 'numeric', timeZoneName: 'short' })['timeZoneName'] ?? timeZone;
}

/** "1 hour 30 minutes" */
export function formatDuration(minutes: number, locale: Locale): string {
  const unit = (value: number, name: 'hour' | 'minute') =>
    new Intl.NumberFormat(localeDetails[locale].intl, { style: 'unit', unit: name, unitDisplay: 'long' }).format(value);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return unit(rest, 'minute');
  return rest === 0 ? unit(hours, 'hour') : `${unit(hours, 'hour')} ${unit(rest, 'minute')}`;
}

/** Whether two zones show the same wall clock at `instant` (Asia/Kolkata and Asia/Calcutta do). */
export function isSameClock(instant: Date, zoneA: string, zoneB: string): boolean {
  const clock = (timeZone: string) =>
    new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(instant);
  return clock(zoneA) === clock(zoneB);
}

function parts(instant: Date, locale: Locale, options: Intl.DateTimeFormatOptions): Record<string, string> {
  const formatted = new Intl.DateTimeFormat(localeDetails[locale].intl, options).formatToParts(instant);
  return Object.fromEntries(formatted.map((part) => [part.type, part.value]));
}
