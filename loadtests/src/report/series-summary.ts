import { isMeasured } from './figures.ts';
import type { PlotName, Report, Series } from './report.ts';

export type Summary = Readonly<{ least: number | null; median: number | null; most: number | null }>;

/** What a plot says to those who cannot see it. */
export function summarise(values: readonly (number | null)[]): Summary {
  const sorted = values.filter(isMeasured).toSorted((a, b) => a - b);
  return { least: sorted[0] ?? null, median: middle(sorted), most: sorted.at(-1) ?? null };
}

export function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? null;
}

/** The plots that have something to show, from what people feel to what the machine did. */
export function plotsOf({ series }: Report): ReadonlyMap<PlotName, readonly Series[]> {
  const drawable = series.filter(({ values }) => values.some(isMeasured));
  const groups = Map.groupBy(drawable, ({ plot }) => plot);
  const known = ORDER.filter((plot) => groups.has(plot));
  return new Map(
    [...known, ...[...groups.keys()].filter((plot) => !known.includes(plot))].map((plot) => [plot, groups.get(plot) ?? []]),
  );
}

const ORDER: readonly PlotName[] = [
  'participants',
  'joins per second',
  'join time',
  'loss',
  'delay of a frame',
  'received',
  'packets',
  'answers of the portal',
  'CPU',
  'memory',
];

function middle(sorted: readonly number[]): number | null {
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half];
  const lower = sorted[half - 1];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 || lower === undefined ? upper : (lower + upper) / 2;
}
