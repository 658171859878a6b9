import { tzOffset } from '@date-fns/tz';

/** A wall clock as a form has it: `date` is YYYY-MM-DD, `time` is HH:MM (HTML's date and time controls). */
export type LocalTime = Readonly<{ date: string; time: string }>;

/**
 * The instant at which a clock in `timeZone` shows `local`; null when there is no such day or hour. Where the clocks go
 * forward over it, the time is read with the offset before the change; where they show it twice, the first one counts
 * (RFC 5545 section 3.3.5). Throws RangeError on an unknown zone.
 */
export function instantOf({ date, time }: LocalTime, timeZone: string): Date | null {
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  const hour = /^(\d{2}):(\d{2})(?::\d{2})?$/.exec(time);
  if (!day || !hour) return null;
  const [year, month, dayOfMonth] = day.slice(1).map(Number) as [number, number, number];
  const [hours, minutes] = hour.slice(1).map(Number) as [number, number];
  const asIfUtc = new Date(Date.UTC(year, month - 1, dayOfMonth, hours, minutes));
  if (asIfUtc.getUTCMonth() !== month - 1 || asIfUtc.getUTCDate() !== dayOfMonth || hours > 23 || minutes > 59) return null;
  // No zone is further than a day from UTC, so one of the offsets around that day is the one that holds.
  const DAY = 24 * 60 * 60_000;
  const before = offsetAt(new Date(asIfUtc.getTime() - DAY), timeZone);
  const after = offsetAt(new Date(asIfUtc.getTime() + DAY), timeZone);
  const [early, late] = [before, after].map((offset) => new Date(asIfUtc.getTime() - offset)) as [Date, Date];
  const isShown = (instant: Date) => offsetAt(instant, timeZone) === asIfUtc.getTime() - instant.getTime();
  return !isShown(early) && isShown(late) ? late : early;
}

/** What a clock in `timeZone` shows at `instant`. */
export function localTimeOf(instant: Date, timeZone: string): LocalTime {
  const shown = new Date(instant.getTime() + offsetAt(instant, timeZone)).toISOString();
  return { date: shown.slice(0, 10), time: shown.slice(11, 16) };
}

/** Milliseconds that a clock in `timeZone` is ahead of UTC at `instant`. */
function offsetAt(instant: Date, timeZone: string): number {
  const minutes = tzOffset(timeZone, instant);
  if (Number.isNaN(minutes)) throw new RangeError(`unknown time zone ${timeZone}`);
  return minutes * 60_000;
}
