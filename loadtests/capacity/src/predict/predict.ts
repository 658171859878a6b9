import { type Estimate, mapEstimate } from '../estimate.ts';
import { type CleanLimit, findCleanLimit, type MachineModel } from '../fit/clean-limit.ts';
import { estimateCost, fitModel } from '../fit/fit-model.ts';
import { observeMedia, observeRest } from '../fit/observe.ts';
import type { Features } from '../fit/terms.ts';
import type { Measurement } from '../measurement.ts';

/** All that measured runs say of a machine. */
export type CapacityModel = MachineModel & Readonly<{ limit: CleanLimit }>;

/** `features` at `participants`; more participants bring more rooms of the same kind, or more viewers. */
export type Configuration = Readonly<{
  features: Features;
  cores: number;
  /** Whether the load generator runs on the same cores, as on a rig of one machine. */
  isShared: boolean;
}>;

export type Prediction = Readonly<{
  millicores: Estimate;
  millicoresPerParticipant: Estimate;
  /** Participants at which the machine is as busy as a clean one may be. */
  largestCleanLoad: Estimate;
}>;

/** @throws RangeError when the runs are too few to say anything, with what is missing */
export function fitCapacity(runs: readonly Measurement[]): CapacityModel {
  const media = fitModel(observeMedia(runs));
  const others = observeRest(runs);
  const rest = others.length >= 2 ? fitModel(others) : null;
  return { media, rest, limit: findCleanLimit({ media, rest }, runs) };
}

export function predict(model: CapacityModel, { features, cores, isShared }: Configuration): Prediction {
  const millicores = estimateCost(model.media, features);
  const { participants } = features;
  const all = (which: keyof Estimate): number =>
    millicores[which] + (isShared && model.rest ? estimateCost(model.rest, features)[which] : 0);
  // What is there before anybody comes does not grow with people.
  const standing = model.media.coefficients.nodes * features.nodes;
  const mostAt = (limit: number, cost: number) => ((limit * cores * 1000 - standing) / (cost - standing)) * participants;
  const { busyShare } = model.limit;
  return {
    millicores,
    millicoresPerParticipant: mapEstimate(millicores, (value) => value / participants),
    largestCleanLoad: {
      low: Math.max(0, mostAt(busyShare.low, all('high'))),
      expected: Math.max(0, mostAt(busyShare.expected, all('expected'))),
      high: Math.max(0, mostAt(busyShare.high, Math.max(all('low'), standing + Number.EPSILON))),
    },
  };
}
