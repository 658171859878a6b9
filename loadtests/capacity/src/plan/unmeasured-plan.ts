/** Recording and HLS, from what others published. Nothing here has been measured on Sabha. */
import { divide, type Estimate, exactly, greatest, mapEstimate, multiply } from '../estimate.ts';
import type { Figures, Prices } from './figures.ts';

export type UnmeasuredPlan = Readonly<{
  recordings: number;
  egressCores: Estimate;
  egressEngines: Estimate;
  viewers: number;
  edgeBitsPerSecond: Estimate;
  edges: Estimate;
}>;

/** @param recordings, viewers at their busiest, at this site */
export function planUnmeasured(
  { figures: { egress, hls }, prices }: Readonly<{ figures: Figures; prices: Prices }>,
  { recordings, viewers }: Readonly<{ recordings: number; viewers: number }>,
): UnmeasuredPlan {
  const { egress: engine, edge } = prices.machines;
  const egressCores = multiply(egress.processorsPerRecording, exactly(recordings));
  const edgeBitsPerSecond = multiply(hls.bitsPerViewer, exactly(viewers));
  const perEdge = greatest(
    divide(edgeBitsPerSecond, exactly(edge.gigabitsPerSecond * 1e9 * prices.usableNetworkShare)),
    divide(edgeBitsPerSecond, exactly(edge.cores * hls.edge.bitsPerSecondPerCore * prices.usableNetworkShare)),
  );
  return {
    recordings,
    egressCores,
    egressEngines: mapEstimate(divide(egressCores, exactly(engine.cores * egress.usableShare)), Math.ceil),
    viewers,
    edgeBitsPerSecond,
    edges: mapEstimate(perEdge, Math.ceil),
  };
}
