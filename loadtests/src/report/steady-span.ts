/** The time of a phase in which everybody was there and nobody had left: all that is measured of it is measured then. */
import type { SampleSeries } from '../k6/samples.ts';

/** Whole seconds since 1970; `to` is no longer part of it. */
export type Span = Readonly<{ from: number; to: number }>;

/** Seconds at either end that are no steady state: the last joins settle, the first leave. */
const SETTLE_SECONDS = 2;
/** Less is a glimpse, not a measurement. */
const LEAST_SECONDS = 5;
const MOST_SLICES = 8;
/** In less, a processor's ticks of 10 ms and one collection of garbage are most of what is seen. */
const SLICE_SECONDS = 4;

export const hasMedia = (series: SampleSeries): boolean => (series.get('livekit_join_duration')?.size ?? 0) > 0;

/** null where it was too short, or did not end because k6 broke. */
export function steadySpan(series: SampleSeries): Span | null {
  const span = hasMedia(series) ? whileAllStay(series) : whileAllCome(series);
  const length = span.to - span.from;
  return Number.isFinite(length) && length >= LEAST_SECONDS ? span : null;
}

function whileAllStay(series: SampleSeries): Span {
  return {
    from: Math.max(...secondsOf(series, 'livekit_join_duration')) + SETTLE_SECONDS,
    to: Math.min(...secondsOf(series, 'iteration_duration')) - SETTLE_SECONDS,
  };
}

/** A storm of joins is steady once its ramp is over: in its second half. */
function whileAllCome(series: SampleSeries): Span {
  const seconds = secondsOf(series, 'sabha_join_ok');
  const [first, last] = [Math.min(...seconds), Math.max(...seconds)];
  return { from: Math.ceil((first + last) / 2), to: last };
}

const secondsOf = (series: SampleSeries, metric: string): readonly number[] => [...(series.get(metric)?.keys() ?? [])];

/** Equal slices, in whole seconds as samples are; what is left over at the end is in none. */
export function slicesOf({ from, to }: Span): readonly Span[] {
  const count = Math.min(MOST_SLICES, Math.floor((to - from) / SLICE_SECONDS));
  const length = Math.floor((to - from) / count);
  return Array.from({ length: count }, (_, at) => ({ from: from + at * length, to: from + (at + 1) * length }));
}
