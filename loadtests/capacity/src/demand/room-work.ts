/** What a meeting of a kind asks of a media server, by arithmetic: who sends what, and what reaches whom. */
import type { Features } from '../fit/terms.ts';
import type { Demand, Kind, Layer } from './demand.ts';

/** `features` without the standing cost of a node. `bitsOut`: per second, to all participants together. */
export type Work = Readonly<{ features: Features; bitsOut: number; bitsIn: number }>;

/** People in a room of the kind on a media server; over HLS the others are not. */
export const seatsOf = ({ delivery, size, publishers }: Kind): number => (delivery === 'hls' ? publishers : size);

/** @param people that are in the room, of whom the first `publishers` send; fewer there send fewer streams */
export function workOf({ streams: { layers } }: Demand, kind: Kind, people: number): Work {
  const senders = Math.min(kind.publishers, people);
  const each = Object.entries(layers) as readonly (readonly [Layer, (typeof layers)[Layer]])[];
  const seen = each.map(([layer, stream]) => [kind.sees[layer] * reached(kind, people), stream] as const);
  const sum = (unit: 'packetsPerSecond' | 'bitsPerSecond') => ({
    out: people * seen.reduce((total, [count, stream]) => total + count * stream[unit], 0),
    in: senders * each.reduce((total, [, stream]) => total + stream[unit], 0),
  });
  const [packets, bits] = [sum('packetsPerSecond'), sum('bitsPerSecond')];
  const streamsOut = people * seen.reduce((total, [count]) => total + count, 0);
  const load = { nodes: 0, participants: people, publishers: senders, streamsOut };
  const features = { ...load, packetsOut: packets.out, packetsIn: packets.in };
  return { features, bitsOut: bits.out, bitsIn: bits.in };
}

/** As long as few are there, fewer streams reach each: nobody sees oneself, or people who have not come. */
function reached(kind: Kind, people: number): number {
  const seats = seatsOf(kind);
  const others = Math.min(seats - 1, kind.publishers);
  return others === 0 ? 0 : Math.max(0, Math.min(1, Math.min(people - 1, kind.publishers) / others));
}
