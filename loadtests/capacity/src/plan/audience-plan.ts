/** Media servers at one place for so many people at once, in rooms like those of a measured run: no day, no sites. */
import type { Work } from '../demand/room-work.ts';
import { add, divide, type Estimate, exactly, greatest, mapEstimate } from '../estimate.ts';
import { estimateCost } from '../fit/fit-model.ts';
import { featuresOf } from '../fit/observe.ts';
import type { Measurement } from '../measurement.ts';
import { clustersFor, mediaMillicores, type MediaBasis, type MediaPlan, planMedia, usableMillicores } from './media-plan.ts';
import { rupeesForBandwidth, rupeesForMachines } from './rupees.ts';

/** Rupees a month: the servers with one spare, and the bandwidth out at its peak. */
export type AudiencePlan = MediaPlan & Readonly<{ people: number; rupees: Estimate }>;

export function planAudience(basis: MediaBasis, work: Work, people: number): AudiencePlan {
  const inputs = { ...basis, busiest: { kinds: [{ onMedia: people, work }] } };
  const media = planMedia(inputs, { share: 1, clusters: clustersFor(inputs) });
  const { prices } = basis;
  const rupees = add(
    rupeesForMachines(media.nodesWithOneSpare, prices.machines.media),
    rupeesForBandwidth(media.bitsPerSecond, prices),
  );
  return { ...media, people, rupees };
}

/** What one person of the run asked of the media servers; null where packets or bytes were not counted, or nobody was there. */
export function measuredWork(run: Measurement): Work | null {
  const features = featuresOf(run);
  const { participants, media } = run;
  if (features === null || media?.bytesOutPerSecond === undefined || participants === 0) return null;
  return {
    features: {
      nodes: 0,
      participants: 1,
      publishers: features.publishers / participants,
      streamsOut: features.streamsOut / participants,
      packetsOut: features.packetsOut / participants,
      packetsIn: features.packetsIn / participants,
    },
    bitsOut: (media.bytesOutPerSecond * 8) / participants,
    bitsIn: ((media.bytesInPerSecond ?? 0) * 8) / participants,
  };
}

/** One room lives on one server, and this many fit in: as many as processors, network or memory let, whichever lets fewest. */
export function largestRoom(basis: MediaBasis, work: Work): Estimate {
  const { memory, limits, prices } = basis;
  const machine = prices.machines.media;
  const one = { ...basis, busiest: { kinds: [{ onMedia: 1, work }] } };
  const shareOfServer = greatest(
    divide(mediaMillicores(one), exactly(usableMillicores(basis) - basis.model.coefficients.nodes)),
    exactly(work.bitsOut / (machine.gigabitsPerSecond * 1e9 * prices.usableNetworkShare)),
    divide(
      estimateCost(memory, work.features),
      exactly(machine.memoryGigabytes * 1e9 * limits.joinLoad - memory.coefficients.nodes),
    ),
  );
  return mapEstimate(divide(exactly(1), shareOfServer), Math.floor);
}
