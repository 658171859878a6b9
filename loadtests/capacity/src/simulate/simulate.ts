/** From a plan to the day of one of its clusters, and what that says of the nation. */
import { costOf } from '../fit/fit-model.ts';
import { studentT } from '../fit/student-t.ts';
import type { Plan, PlanInputs } from '../plan/plan.ts';
import type { ClusterShape } from './cluster.ts';
import { drawDay } from './draw-day.ts';
import { type Random, randomFrom } from './random.ts';
import { runDay } from './run-day.ts';
import type { Tally } from './tally.ts';

export type SimulationSettings = Readonly<{
  seed: number;
  /** Meetings that start within, in minutes of the day. */
  window: readonly [from: number, to: number];
  /** Servers of each cluster at each site beyond the plan. */
  spares: number;
  /** What servers say of themselves; `promise` is a what-if. */
  says: ClusterShape['says'];
  loss: Readonly<{ siteId: string; atMinute: number }> | null;
}>;

export type Simulation = Readonly<{
  settings: SimulationSettings;
  tally: Tally;
  nodes: ReadonlyMap<string, number>;
  /** One of so many clusters was simulated, with as many servers and meetings as each has. */
  clusters: number;
  refusedShare: number;
}>;

/** Assumed. */
const NOISE = 0.01;

export async function simulate(inputs: PlanInputs, plan: Plan, settings: SimulationSettings): Promise<Simulation> {
  const { demand, policy, prices } = inputs;
  const random = randomFrom(settings.seed);
  const nodes = serversOfCluster(plan, settings.spares, random);
  const rooms = drawDay({ demand, random, part: 1 / plan.clusters, window: settings.window });
  const { coefficients } = plan.model.media;
  const scale = plan.scaleUp.expected;
  const tally = await runDay({
    demand,
    rooms,
    policy,
    random,
    shape: {
      policy,
      nodes,
      millicoresPerNode: prices.machines.media.cores * 1000,
      standingMillicores: coefficients.nodes,
      says: settings.says,
      noise: { upTo: NOISE, random },
    },
    costOf: (features) => costOf(coefficients, features) * scale,
    loss: settings.loss ? { siteId: settings.loss.siteId, atMs: settings.loss.atMinute * 60_000 } : null,
  });
  const refusedShare = tally.came === 0 ? 0 : tally.refused / tally.came;
  return { settings, tally, nodes, clusters: plan.clusters, refusedShare };
}

/** Several clusters, each drawn by the next seed: only so can one tell how far one of them is from all. */
export async function simulateSeveral(
  inputs: PlanInputs,
  plan: Plan,
  { sampled, ...settings }: SimulationSettings & Readonly<{ sampled: number }>,
): Promise<readonly Simulation[]> {
  const simulations: Simulation[] = [];
  for (let at = 0; at < sampled; at += 1)
    simulations.push(await simulate(inputs, plan, { ...settings, seed: settings.seed + at }));
  return simulations;
}

/** Mean over the clusters, and half the width of the range that holds it in nine of ten samples; null with one cluster. */
export function sampledShare(simulations: readonly Simulation[]): Readonly<{ mean: number; margin: number | null }> {
  const shares = simulations.map(({ refusedShare }) => refusedShare);
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  if (shares.length < 2) return { mean, margin: null };
  const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / (shares.length - 1);
  return { mean, margin: studentT(0.95, shares.length - 1) * Math.sqrt(variance / shares.length) };
}

/** As many as the plan has, shared out among its clusters: where that is no whole number, chance says who has one more. */
function serversOfCluster(plan: Plan, spares: number, { share }: Random): ReadonlyMap<string, number> {
  return new Map(
    [...plan.sites].map(([id, { media }]) => [id, Math.floor(media.nodes.expected / plan.clusters + share()) + spares]),
  );
}
