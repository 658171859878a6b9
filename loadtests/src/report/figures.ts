/** Numbers as a reader takes them in: 1,234; 98.7 %; 1.7 Mbit/s; 2.4 GB. Grouped as in India: 1,00,000. */
const LOCALE = 'en-IN-u-ca-gregory-nu-latn';

/** How the values of one plot or one row are shown: divided by `divisor`, with `digits` behind the point. */
export type Scale = Readonly<{ divisor: number; unit: string; digits: number }>;

export const NOT_MEASURED = 'nothing measured';

const LADDERS: readonly (readonly Readonly<[unit: string, size: number]>[])[] = [
  [
    ['B', 1],
    ['kB', 1e3],
    ['MB', 1e6],
    ['GB', 1e9],
    ['TB', 1e12],
  ],
  [
    ['bit/s', 1],
    ['kbit/s', 1e3],
    ['Mbit/s', 1e6],
    ['Gbit/s', 1e9],
    ['Tbit/s', 1e12],
  ],
];
const OTHER_NAMES: Readonly<Record<string, string>> = { bytes: 'B', byte: 'B', percent: '%' };
/** From here on milliseconds are read as seconds. */
const LONG_MS = 10_000;

/** The scale in which several values read best side by side: that of the largest, and no digits behind whole numbers. */
export function commonScale(unit: string, values: readonly (number | null)[]): Scale {
  const measured = values.filter(isMeasured);
  const scale = scaleFor(
    unit,
    measured.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
  );
  return measured.every((value) => Number.isInteger(value / scale.divisor)) ? { ...scale, digits: 0 } : scale;
}

/** The scale in which one value reads best. */
export function scaleFor(unit: string, largest: number): Scale {
  const own = OTHER_NAMES[unit] ?? unit;
  const size = Math.abs(largest);
  if (own === 'ms' && size >= LONG_MS) return { divisor: 1000, unit: 's', digits: digitsFor(size / 1000) };
  const ladder = LADDERS.find((steps) => steps.some(([name]) => name === own));
  const from = ladder?.find(([name]) => name === own)?.[1];
  if (ladder === undefined || from === undefined) return { divisor: 1, unit: own, digits: digitsFor(size) };
  const [name, step] = ladder.findLast(([, each]) => size * from >= each) ?? [own, from];
  return { divisor: step / from, unit: name, digits: digitsFor((size * from) / step) };
}

/** A value in the scale of its neighbours, without the unit. */
export function showIn(scale: Scale, value: number | null): string {
  if (!isMeasured(value)) return '–';
  return grouped(value / scale.divisor, scale.digits);
}

/** A value by itself, with its unit: "1.7 Mbit/s". */
export function show(value: number | null, unit: string): string {
  if (!isMeasured(value)) return NOT_MEASURED;
  const scale = scaleFor(unit, value);
  const shown = value / scale.divisor;
  // 99.96 % is not 100 %: one in a hundred thousand may be what a promise breaks on.
  const digits = scale.unit === '%' && shown > 99 && shown < 100 ? digitsApart(shown, 100, scale.digits) : scale.digits;
  return withUnit(trimmed(shown, digits), scale.unit);
}

export function withUnit(figure: string, unit: string): string {
  return unit === '' ? figure : `${figure}\u00a0${unit}`;
}

/** A count, or any value with that many digits behind the point. */
export function grouped(value: number, digits = 0): string {
  return format(value, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A figure that stands by itself: as `grouped`, without noughts at its end. */
export function trimmed(value: number, digits: number): string {
  return format(value, { maximumFractionDigits: digits });
}

function format(value: number, options: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(LOCALE, { ...options, signDisplay: 'negative' }).format(value);
}

/** False for null, and for what a division by nothing leaves behind. */
export function isMeasured(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}

/** Three figures that count, and no digits behind a whole number of hundreds. */
export function digitsFor(size: number): number {
  const most = Math.abs(size);
  if (most === 0 || most >= 100) return 0;
  if (most >= 10) return 1;
  if (most >= 0.1) return 2;
  return Math.min(6, 1 - Math.floor(Math.log10(most)));
}

/** Digits enough that rounding does not carry the value to the limit it stays away from. */
export function digitsApart(value: number, limit: number, from: number): number {
  let digits = from;
  while (digits < 9 && grouped(value, digits) === grouped(limit, digits)) digits += 1;
  return digits;
}

/** "2 min 5 s" */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [
    { size: 3600, unit: 'h' },
    { size: 60, unit: 'min' },
    { size: 1, unit: 's' },
  ];
  let left = whole;
  const shown = parts.flatMap(({ size, unit }) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return count === 0 ? [] : [`${count}\u00a0${unit}`];
  });
  return shown.length === 0 ? '0\u00a0s' : shown.slice(0, 2).join(' ');
}

/** "2:05" from the start of the run. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes}:${two(whole % 60)}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}

/** "Fri, 27 Nov 2026, 7:20 am IST (01:50 UTC)"; text that is no time is given back as it is. */
export function moment(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  const indian = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: 'Asia/Kolkata' }).format(time);
  const day = indian({ weekday: 'short', day: 'numeric', month: 'short' });
  return `${day} ${indian({ year: 'numeric' })}, ${indian({ hour: 'numeric', minute: '2-digit' })} IST (${time.toISOString().slice(11, 16)} UTC)`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}
