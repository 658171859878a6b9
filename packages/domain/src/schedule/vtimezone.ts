/**
 * VTIMEZONE (RFC 5545 section 3.6.5) from the time zone data of the runtime, which is what the mail and the pages show too.
 * Outlook sets the bounds: it knows at most one STANDARD and one DAYLIGHT with a yearly rule of one BYDAY ([MS-OXCICAL]
 * 2.1.3.1.1.19), so a zone that does not fit has no VTIMEZONE here, and its events are told in UTC.
 */
import { tzName, tzOffset, tzScan } from '@date-fns/tz';

const DAY = 86_400_000;
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;

type Onset = Readonly<{
  instant: Date;
  /** Minutes east of UTC, before and after. */
  from: number;
  to: number;
  /** What the clocks show at the onset, by the offset that ends with it, as RFC 5545 counts it. */
  wall: Date;
}>;

/** Lines joined by CRLF, without one at the end; null for UTC, and when no rule that Outlook knows says it right around `instant`. */
export function vtimezone(timeZone: string, instant: Date): string | null {
  if (timeZone === 'UTC') return null;
  const year = instant.getUTCFullYear();
  const onsets = onsetsOf(timeZone, year);
  if (onsets.length === 0) return component(timeZone, [fixedObservance(timeZone, instant)]);

  // A larger offset is daylight saving time, whatever the law calls it (in Ireland winter is the exception).
  const [standard, daylight] = [false, true].map((forward) => onsets.filter(({ from, to }) => to > from === forward));
  const rules = [yearlyRule(standard ?? [], year), yearlyRule(daylight ?? [], year)];
  const [first, second] = [standard?.[0], daylight?.[0]];
  const [standardRule, daylightRule] = rules;
  if (!first || !second || !standardRule || !daylightRule) return null;
  return component(timeZone, [
    observance('STANDARD', { timeZone, onset: first, rule: standardRule }),
    observance('DAYLIGHT', { timeZone, onset: second, rule: daylightRule }),
  ]);
}

/** Whether the clocks of the zone show this time twice, as in the night when they go back: RFC 5545 readers differ on which is meant. */
export function isShownTwice(timeZone: string, instant: Date): boolean {
  const offset = tzOffset(timeZone, instant);
  return [-DAY, DAY].some((distance) => {
    const other = tzOffset(timeZone, new Date(instant.getTime() + distance));
    const twin = new Date(instant.getTime() + (offset - other) * 60_000);
    return other !== offset && tzOffset(timeZone, twin) === other;
  });
}

/** From the year before (so that January has an onset behind it) to the year after. */
function onsetsOf(timeZone: string, year: number): Onset[] {
  const interval = { start: new Date(Date.UTC(year - 1, 0, 1)), end: new Date(Date.UTC(year + 2, 0, 1)) };
  return tzScan(timeZone, interval).map(({ date, change, offset }) => {
    const instant = toTheMinute(timeZone, date, offset);
    const from = offset - change;
    return { instant, from, to: offset, wall: new Date(instant.getTime() + from * 60_000) };
  });
}

/** The scan goes by whole hours of UTC; Lord Howe changes at half past. */
function toTheMinute(timeZone: string, found: Date, offset: number): Date {
  let instant = found.getTime();
  while (tzOffset(timeZone, new Date(instant - 60_000)) === offset) instant -= 60_000;
  return new Date(instant);
}

/** The rule that makes exactly these onsets, one in each of the three years; null when there is none. */
function yearlyRule(onsets: readonly Onset[], year: number): string | null {
  const [first] = onsets;
  const years = onsets.map(({ wall }) => wall.getUTCFullYear());
  if (!first || years.join() !== [year - 1, year, year + 1].join()) return null;
  const isAlike = (same: (onset: Onset) => unknown) => onsets.every((onset) => same(onset) === same(first));
  if (!isAlike(({ from, to }) => `${from} ${to}`)) return null;
  if (!isAlike(({ wall }) => `${wall.getUTCMonth()} ${wall.getUTCDay()} ${wall.getUTCHours()}:${wall.getUTCMinutes()}`))
    return null;

  const nth = ({ wall }: Onset) => Math.ceil(wall.getUTCDate() / 7);
  const isLast = ({ wall }: Onset) => new Date(wall.getTime() + 7 * DAY).getUTCMonth() !== wall.getUTCMonth();
  const position = onsets.every(isLast) ? -1 : isAlike(nth) ? nth(first) : null;
  if (position === null) return null;
  return `FREQ=YEARLY;BYMONTH=${first.wall.getUTCMonth() + 1};BYDAY=${position}${WEEKDAYS[first.wall.getUTCDay()] ?? ''}`;
}

function component(timeZone: string, observances: readonly (readonly string[])[]): string {
  return ['BEGIN:VTIMEZONE', `TZID:${timeZone}`, ...observances.flat(), 'END:VTIMEZONE'].join('\r\n');
}

/** One that has always held: for a zone whose clocks are not changed, India's among them. */
function fixedObservance(timeZone: string, instant: Date): string[] {
  const offset = tzOffset(timeZone, instant);
  return lines('STANDARD', { wall: new Date(0), from: offset, to: offset, name: abbreviation(timeZone, instant) });
}

function observance(
  kind: 'STANDARD' | 'DAYLIGHT',
  { timeZone, onset, rule }: { timeZone: string; onset: Onset; rule: string },
): string[] {
  return lines(kind, { ...onset, name: abbreviation(timeZone, onset.instant), rule });
}

type Observance = Readonly<{ wall: Date; from: number; to: number; name: string | null; rule?: string }>;

function lines(kind: 'STANDARD' | 'DAYLIGHT', { wall, from, to, name, rule }: Observance): string[] {
  return [
    `BEGIN:${kind}`,
    `DTSTART:${wall.toISOString().slice(0, 19).replace(/[-:]/g, '')}`,
    ...(rule === undefined ? [] : [`RRULE:${rule}`]),
    `TZOFFSETFROM:${utcOffset(from)}`,
    `TZOFFSETTO:${utcOffset(to)}`,
    ...(name === null ? [] : [`TZNAME:${name}`]),
    `END:${kind}`,
  ];
}

/** "IST"; null where there is only an offset to say (GMT+4). */
function abbreviation(timeZone: string, instant: Date): string | null {
  if (timeZone === 'Asia/Kolkata' || timeZone === 'Asia/Calcutta') return 'IST'; // en-US, which names are taken from, does not know it
  const name = tzName(timeZone, instant, 'short');
  return /^[A-Z]{2,5}$/.test(name) ? name : null;
}

function utcOffset(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`;
}
