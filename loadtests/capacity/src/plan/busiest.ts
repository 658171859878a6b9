/** The busiest minute of each thing there is: they do not fall together, and each is bought for its own. */
import { type Demand, type Kind } from '../demand/demand.ts';
import { comingShare, type Minute, minutesOfDay, presentShare, runningShare } from '../demand/day-curve.ts';
import { seatsOf, type Work, workOf } from '../demand/room-work.ts';
import { type Estimate, add } from '../estimate.ts';

/** All of India; a site has its share. `work` is what one person of the kind asks of a media server, the room being full. */
export type KindAtPeak = Readonly<{
  kind: Kind;
  onMedia: number;
  overHls: number;
  rooms: number;
  recordings: number;
  work: Work;
}>;

/** Whatever the day: so many people on the media servers, each asking for so much. */
export type PeopleOfKind = Pick<KindAtPeak, 'onMedia' | 'work'>;

export type Busiest = Readonly<{
  /** When most is asked of the media servers. */
  minute: Minute;
  kinds: readonly KindAtPeak[];
  present: number;
  viewersOverHls: number;
  recordings: number;
  joinsPerSecond: number;
}>;

/** @param costOf what the features of one person cost, in any unit: it decides which minute is the busiest */
export function findBusiest(demand: Demand, costOf: (work: Work) => number): Busiest {
  const works = new Map(demand.kinds.map((kind) => [kind, costOf(workPerPerson(demand, kind))]));
  const seats = (kind: Kind) => (kind.share * seatsOf(kind)) / kind.size;
  const loadAt = (now: Minute) =>
    demand.kinds.reduce((sum, kind) => sum + seats(kind) * (works.get(kind) ?? 0) * presentShare(demand, kind, now), 0);
  const minute = minuteOfMost(loadAt);
  const kinds = demand.kinds.map((kind) => atPeak(demand, kind, minute));
  const most = (valueAt: (now: Minute) => number) => valueAt(minuteOfMost(valueAt));
  return {
    minute,
    kinds,
    present: kinds.reduce((sum, { onMedia, overHls }) => sum + onMedia + overHls, 0),
    viewersOverHls: most((now) => demand.kinds.reduce((sum, kind) => sum + peopleAt(demand, kind, now).overHls, 0)),
    recordings: most((now) => demand.kinds.reduce((sum, kind) => sum + roomsAt(demand, kind, now).recordings, 0)),
    joinsPerSecond: (most((now) => comingShare(demand, now)) * demand.participants.value) / 60,
  };
}

export function workPerPerson(demand: Demand, kind: Kind): Work {
  const seats = seatsOf(kind);
  const { features, bitsOut, bitsIn } = workOf(demand, kind, seats);
  return {
    features: {
      nodes: 0,
      participants: features.participants / seats,
      publishers: features.publishers / seats,
      streamsOut: features.streamsOut / seats,
      packetsOut: features.packetsOut / seats,
      packetsIn: features.packetsIn / seats,
    },
    bitsOut: bitsOut / seats,
    bitsIn: bitsIn / seats,
  };
}

function atPeak(demand: Demand, kind: Kind, now: Minute): KindAtPeak {
  return { kind, ...peopleAt(demand, kind, now), ...roomsAt(demand, kind, now), work: workPerPerson(demand, kind) };
}

function peopleAt(demand: Demand, kind: Kind, now: Minute): Pick<KindAtPeak, 'onMedia' | 'overHls'> {
  const present = demand.participants.value * kind.share * presentShare(demand, kind, now);
  const onMedia = (present * seatsOf(kind)) / kind.size;
  return { onMedia, overHls: present - onMedia };
}

function roomsAt(demand: Demand, kind: Kind, now: Minute): Pick<KindAtPeak, 'rooms' | 'recordings'> {
  const rooms = ((demand.participants.value * kind.share) / kind.size) * runningShare(demand, kind, now);
  return { rooms, recordings: rooms * kind.recordedShare };
}

function minuteOfMost(valueAt: (now: Minute) => number): Minute {
  const values = minutesOfDay.map(valueAt);
  return values.indexOf(Math.max(...values));
}

/** Of all kinds together, each counted by the people it has on the media servers. */
export function sumOverKinds(kinds: readonly PeopleOfKind[], perPerson: (kind: PeopleOfKind) => Estimate): Estimate {
  return add(
    ...kinds.map((kind) => {
      const { low, expected, high } = perPerson(kind);
      return { low: low * kind.onMedia, expected: expected * kind.onMedia, high: high * kind.onMedia };
    }),
  );
}
