import { trusted, type Html } from '../escape.ts';
import { isMeasured } from '../figures.ts';

/** A spread from `low` to `high` with its middle, and what it is held against: a measured value, or a ratio of 1. */
export type Interval = Readonly<{ low: number; middle: number; high: number; against: number | null }>;

/** Rows that are drawn to one scale can be compared with each other: hand in the `ends` of all of them. */
export function drawInterval({ low, middle, high, against }: Interval, ends: readonly [number, number]): Html {
  const [from, to] = ends;
  const at = (value: number) =>
    (to <= from ? 50 : 3 + (94 * (Math.min(to, Math.max(from, value)) - from)) / (to - from)).toFixed(1);
  const stroke = (value: number, kind: string, half: number) =>
    `<path class="${kind}" d="M${at(value)} ${8 - half}v${2 * half}" vector-effect="non-scaling-stroke"/>`;
  return trusted(
    `<svg class="interval" viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">` +
      `<path class="axis" d="M0 8h100" vector-effect="non-scaling-stroke"/>` +
      `<path class="spread" d="M${at(low)} 8H${at(high)}" vector-effect="non-scaling-stroke"/>` +
      stroke(middle, 'middle', 5) +
      (isMeasured(against) ? stroke(against, 'against', 8) : '') +
      '</svg>',
  );
}

/** The least and the most of all that the rows show. */
export function endsOf(rows: readonly Interval[]): readonly [number, number] {
  const all = rows.flatMap(({ low, middle, high, against }) => [low, middle, high, against ?? middle]).filter(isMeasured);
  return [Math.min(...all), Math.max(...all)];
}
