/**
 * From a rig of few cores to a server of many. A packet costs more there: caches, locks and the scheduler of Go are shared. What
 * is known of it is LiveKit's own benchmark; the factor is what that measured over what the model says for it.
 */
import type { Estimate } from '../estimate.ts';
import { costOf, type FittedModel } from '../fit/fit-model.ts';
import type { Figures } from './figures.ts';

export type PublishedComparison = Readonly<{ id: string; published: number; predicted: number; factor: number }>;

/** In m-cores. */
export function compareWithPublished(
  { coefficients }: FittedModel,
  { cores, benchmarks }: Figures['media'],
): readonly PublishedComparison[] {
  return benchmarks.map(({ id, packetsOutPerSecond: packetsOut, packetsInPerSecond: packetsIn, cpuShare, ...load }) => {
    const features = { nodes: 1, ...load, packetsOut, packetsIn };
    const predicted = costOf(coefficients, features);
    const published = cpuShare * cores * 1000;
    return { id, published, predicted, factor: published / predicted };
  });
}

/** In m-cores a participant. */
export function compareWithIncomplete(
  { coefficients }: FittedModel,
  { incomplete }: Figures['media'],
): readonly PublishedComparison[] {
  return incomplete.map((seen) => {
    const features = {
      nodes: 0,
      participants: 1,
      publishers: seen.publishersPerParticipant,
      streamsOut: seen.streamsOutPerParticipant,
      packetsOut: seen.packetsOutPerParticipant,
      packetsIn: seen.packetsInPerParticipant,
    };
    const predicted = costOf(coefficients, features);
    const published = seen.millicoresPerParticipant;
    return { id: seen.id, published, predicted, factor: published / predicted };
  });
}

/**
 * By what the fitted cost is multiplied on a server of `cores`. Low: it costs what it cost on the rig. Expected: the geometric
 * mean of the published cases. High: the worst of them, if others get no
 * more of it than they wrote. Not measured; 1 where the servers are no larger than the rig's.
 */
export function scaleUpFactor(
  model: FittedModel,
  figures: Figures['media'],
  { cores, rigCores }: Readonly<{ cores: number; rigCores: number }>,
): Estimate {
  if (cores <= rigCores) return { low: 1, expected: 1, high: 1 };
  const factors = compareWithPublished(model, figures).map(({ factor }) => Math.max(1, factor));
  const mean = Math.exp(factors.reduce((sum, factor) => sum + Math.log(factor), 0) / factors.length);
  return { low: 1, expected: mean, high: Math.max(...factors) / figures.reproduced.shareOfClaim };
}
