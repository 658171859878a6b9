import type { Series } from './report.ts';

/** How one line is drawn: a colour of the style sheet by its name, dashes in px, width in px. */
export type LineStyle = Readonly<{ colour: string; dash: readonly number[]; width: number }>;

const COLOURS = 5;
const RANKS = 4;
const DASHES: readonly (readonly number[])[] = [[], [7, 4], [2, 3], [9, 3, 2, 3]];
const PERCENTILE = /^p\(?(\d+(?:\.\d+)?)\)?$/i;
const NAMED: Readonly<Record<string, number>> = { min: 0, least: 0, median: 50, med: 50, max: 100, most: 100 };

/**
 * Percentiles get colours that grow darker on paper (lighter at night) with their rank, so that their order shows even
 * without hue. Other lines get five colours that colour-blind people can tell apart; from the sixth on they are dashed.
 */
export function styleLines(lines: readonly Series[]): readonly LineStyle[] {
  const percentiles = lines.map(({ line }) => percentileOf(line));
  if (lines.length > 1 && percentiles.every((percentile) => percentile !== null)) {
    const order = percentiles.toSorted((a, b) => a - b);
    return percentiles.map((percentile) => ranked(order.indexOf(percentile), order.length));
  }
  return lines.map((_, index) => ({
    colour: `--line-${(index % COLOURS) + 1}`,
    dash: DASHES[Math.floor(index / COLOURS) % DASHES.length] ?? [],
    width: 1.75,
  }));
}

function ranked(rank: number, count: number): LineStyle {
  const step = count === 1 ? RANKS : Math.round(1 + (rank * (RANKS - 1)) / (count - 1));
  return { colour: `--rank-${step}`, dash: [], width: 1.25 + 0.25 * step };
}

function percentileOf(line: string): number | null {
  const [, digits] = PERCENTILE.exec(line.trim()) ?? [];
  return digits === undefined ? (NAMED[line.trim().toLowerCase()] ?? null) : Number(digits);
}
