/** A day drawn from the demand: which meetings there are, where, and when their people come. */
import { shareBySite, type Demand, type Kind } from '../demand/demand.ts';
import { minuteOf } from '../demand/day-curve.ts';
import { seatsOf } from '../demand/room-work.ts';
import type { Random } from './random.ts';

/** `group`: people who come at the same moment; a few for each room stand for its arrivals. */
export type DrawnRoom = Readonly<{
  kind: Kind;
  homeSite: string;
  isPinned: boolean;
  endsMs: number;
  groups: readonly Readonly<{ atMs: number; people: number }>[];
}>;

/** More would change nothing that the fence sees within its two seconds, and cost time. */
const GROUPS = 3;

export type DrawSettings = Readonly<{
  demand: Demand;
  random: Random;
  /** Part of the nation that is drawn: one cluster of so many. */
  part: number;
  /** Starts within, as minutes of the day. */
  window: readonly [from: number, to: number];
}>;

export function drawDay({ demand, random, part, window: [from, to] }: DrawSettings): readonly DrawnRoom[] {
  const sites = [...shareBySite(demand)];
  const starts = Object.entries(demand.starts.share).filter(([clock]) => minuteOf(clock) >= from && minuteOf(clock) < to);
  return demand.kinds.flatMap((kind) =>
    starts.flatMap(([clock, share]) =>
      sites.flatMap(([homeSite, ofSite]) => {
        const mean = ((demand.participants.value * kind.share * share * ofSite) / kind.size) * part;
        return Array.from({ length: random.poisson(mean) }, () => drawRoom({ demand, random }, { kind, homeSite, clock }));
      }),
    ),
  );
}

function drawRoom(
  { demand, random }: Pick<DrawSettings, 'demand' | 'random'>,
  { kind, homeSite, clock }: Readonly<{ kind: Kind; homeSite: string; clock: string }>,
): DrawnRoom {
  const seats = seatsOf(kind);
  const count = Math.min(GROUPS, seats);
  const groups = Array.from({ length: count }, (_, at) => ({
    // One moment from each equal part of the arrivals.
    atMs: (minuteOf(clock) + arrivalMinute(demand, (at + random.share()) / count)) * 60_000,
    people: Math.floor((seats * (at + 1)) / count) - Math.floor((seats * at) / count),
  }));
  return {
    kind,
    homeSite,
    isPinned: random.share() < kind.pinnedShare,
    endsMs: (minuteOf(clock) + kind.minutes) * 60_000,
    groups,
  };
}

/** When so large a share has come: the arrival curve the other way round. Minutes after the start. */
export function arrivalMinute({ arrivals: { curve } }: Pick<Demand, 'arrivals'>, share: number): number {
  const at = Math.max(
    1,
    curve.findIndex(([, part]) => part >= share),
  );
  const [from, to] = [curve[at - 1], curve[at]];
  if (!from || !to || to[1] === from[1]) return curve.at(-1)?.[0] ?? 0;
  return from[0] + ((share - from[1]) / (to[1] - from[1])) * (to[0] - from[0]);
}
