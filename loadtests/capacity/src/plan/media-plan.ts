/** Media servers of one site: as many as processors, network or memory ask for, whichever asks for most. */
import type { Policy } from '@sabha/domain/residency/policy';
import { divide, type Estimate, exactly, greatest, mapEstimate, multiply } from '../estimate.ts';
import { estimateCost, fitModel, type FittedModel } from '../fit/fit-model.ts';
import { observeMedia, observeMemory } from '../fit/observe.ts';
import type { Measurement } from '../measurement.ts';
import { type PeopleOfKind, sumOverKinds } from './busiest.ts';
import type { Figures, Prices } from './figures.ts';
import { scaleUpFactor } from './scale-up.ts';

export type MediaPlan = Readonly<{
  millicores: Estimate;
  memoryBytes: Estimate;
  bitsPerSecond: Estimate;
  clusters: number;
  /** Enough at the peak, with every server at the load at which it still takes new rooms. */
  nodes: Estimate;
  /** With one server, or two, of each cluster gone. */
  nodesWithOneSpare: Estimate;
  nodesWithTwoSpare: Estimate;
  boundBy: 'processors' | 'network' | 'memory';
}>;

/** All that a plan of media servers rests on, but the people. */
export type MediaBasis = Readonly<{
  model: FittedModel;
  scaleUp: Estimate;
  /** Of bytes. */
  memory: FittedModel;
  limits: Policy['limits'];
  prices: Prices;
}>;

export type MediaInputs = MediaBasis & Readonly<{ busiest: Readonly<{ kinds: readonly PeopleOfKind[] }> }>;

/** @throws RangeError when the runs are too few to say anything */
export function mediaBasisOf({ runs, prices, figures, policy }: BasisInputs): MediaBasis {
  const model = fitModel(observeMedia(runs));
  const rigCores = Math.max(...runs.map(({ rig }) => rig.cores));
  return {
    model,
    scaleUp: scaleUpFactor(model, figures.media, { cores: prices.machines.media.cores, rigCores }),
    memory: fitModel(observeMemory(runs)),
    limits: policy.limits,
    prices,
  };
}

type BasisInputs = Readonly<{ runs: readonly Measurement[]; prices: Prices; figures: Figures; policy: Pick<Policy, 'limits'> }>;

/** Of one server, up to which people may still come into the rooms it has. */
export const usableMillicores = ({ prices, limits }: Pick<MediaBasis, 'prices' | 'limits'>): number =>
  prices.machines.media.cores * 1000 * limits.joinLoad;

/** @param share of the nation that the site serves; @param clusters how many the nation is divided into, each with servers at every site */
export function planMedia(inputs: MediaInputs, { share, clusters }: Readonly<{ share: number; clusters: number }>): MediaPlan {
  const { limits, prices, busiest, memory } = inputs;
  const machine = prices.machines.media;
  const ofSite = (all: Estimate) => multiply(all, exactly(share));
  const millicores = ofSite(mediaMillicores(inputs));
  const bitsPerSecond = ofSite(sumOverKinds(busiest.kinds, ({ work }) => exactly(work.bitsOut)));
  const memoryBytes = ofSite(sumOverKinds(busiest.kinds, ({ work }) => estimateCost(memory, work.features)));
  const usableCores = machine.cores * 1000 * limits.newRoomLoad - inputs.model.coefficients.nodes;
  const byNeed = {
    processors: divide(millicores, exactly(usableCores)),
    network: divide(bitsPerSecond, exactly(machine.gigabitsPerSecond * 1e9 * prices.usableNetworkShare)),
    memory: divide(memoryBytes, exactly(machine.memoryGigabytes * 1e9 * limits.newRoomLoad - memory.coefficients.nodes)),
  };
  const boundBy = (['processors', 'network', 'memory'] as const).reduce((most, need) =>
    byNeed[need].expected > byNeed[most].expected ? need : most,
  );
  const nodes = mapEstimate(greatest(byNeed.processors, byNeed.network, byNeed.memory), Math.ceil);
  const spare = (count: number) => mapEstimate(nodes, (value) => (value === 0 ? 0 : value + count * clusters));
  return {
    millicores,
    memoryBytes,
    bitsPerSecond,
    clusters,
    nodes,
    nodesWithOneSpare: spare(1),
    nodesWithTwoSpare: spare(2),
    boundBy,
  };
}

/** Of all of India, at the busiest minute. */
export function mediaMillicores({ model, scaleUp, busiest }: Pick<MediaInputs, 'model' | 'scaleUp' | 'busiest'>): Estimate {
  return multiply(
    sumOverKinds(busiest.kinds, ({ work }) => estimateCost(model, work.features)),
    scaleUp,
  );
}

/** Clusters that the expected number of servers makes. */
export function clustersFor(inputs: MediaInputs): number {
  const { nodes } = planMedia(inputs, { share: 1, clusters: 0 });
  return Math.max(1, Math.ceil(nodes.expected / inputs.prices.clusters.nodes));
}
