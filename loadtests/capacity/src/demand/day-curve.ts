/** How many are there, and how many come, at each moment of the day: the arrivals about each start, and the ends. */
import type { Demand, Kind } from './demand.ts';

/** Minutes after midnight. */
export type Minute = number;
export const minuteOf = (clock: string): Minute => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
export const clockOf = (minute: Minute): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(Math.floor(minute % 60)).padStart(2, '0')}`;

/** Share of those who will come that is there so many minutes after the start; before the first point none, after the last all. */
export function arrivedShare({ arrivals: { curve } }: Pick<Demand, 'arrivals'>, minutes: number): number {
  const next = curve.findIndex(([minute]) => minute > minutes);
  if (next === 0) return 0;
  const [from, to] = [curve[next === -1 ? curve.length - 1 : next - 1], curve[next]];
  if (!from || !to) return 1;
  return from[1] + ((minutes - from[0]) / (to[0] - from[0])) * (to[1] - from[1]);
}

/** Share of all participants of this kind on this day that is there. Meetings end on time. */
export function presentShare(demand: Demand, { minutes }: Pick<Kind, 'minutes'>, now: Minute): number {
  return Object.entries(demand.starts.share).reduce((sum, [clock, share]) => {
    const since = now - minuteOf(clock);
    return since >= minutes ? sum : sum + share * arrivedShare(demand, since);
  }, 0);
}

/** Share of all meetings of this kind that runs. It does from its first guest on. */
export function runningShare(demand: Demand, { minutes }: Pick<Kind, 'minutes'>, now: Minute): number {
  const first = demand.arrivals.curve[0]?.[0] ?? 0;
  return Object.entries(demand.starts.share).reduce((sum, [clock, share]) => {
    const since = now - minuteOf(clock);
    return since >= first && since < minutes ? sum + share : sum;
  }, 0);
}

/** Share of the day's participants who come within a minute from `now` on. */
export function comingShare(demand: Demand, now: Minute): number {
  return Object.entries(demand.starts.share).reduce((sum, [clock, share]) => {
    const since = now - minuteOf(clock);
    return sum + share * (arrivedShare(demand, since + 1) - arrivedShare(demand, since));
  }, 0);
}

export const minutesOfDay: readonly Minute[] = Array.from({ length: 24 * 60 }, (_, minute) => minute);
