/** From a plan to the day of one of its clusters, and what that says of the nation. */
import { type Policy, sitesWith } from '@sabha/domain/residency/policy';
import { costOf } from '../fit/fit-model.ts';
import type { Plan, PlanInputs } from '../plan/plan.ts';
import { drawDay } from './draw-day.ts';
import { randomFrom } from './random.ts';
import { runDay } from './run-day.ts';
import type { Tally } from './tally.ts';

export type SimulationSettings = Readonly<{
  seed: number;
  /** Meetings that start within, in minutes of the day. */
  window: readonly [from: number, to: number];
  /** Servers of each cluster at each site beyond the plan. */
  spares: number;
  /** Another `newRoomLoad` than the policy's: what if new meetings were turned away sooner? */
  newRoomLoad: number | null;
  loss: Readonly<{ siteId: string; atMinute: number }> | null;
}>;

export type Simulation = Readonly<{
  settings: SimulationSettings;
  tally: Tally;
  nodes: ReadonlyMap<string, number>;
  /** One of so many clusters was simulated, with as many servers and meetings as each has. */
  clusters: number;
  refusedShare: number;
  /** Of the share, from one cluster to the next: meetings, not people, are drawn one by one. */
  samplingError: number;
}>;

/** Assumed. */
const NOISE = 0.01;

export async function simulate(inputs: PlanInputs, plan: Plan, settings: SimulationSettings): Promise<Simulation> {
  const { demand, prices } = inputs;
  const policy = withLimit(inputs.policy, settings.newRoomLoad);
  const random = randomFrom(settings.seed);
  const nodes = serversOfCluster(plan, settings.spares);
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
      noise: { upTo: NOISE, random },
    },
    costOf: (features) => costOf(coefficients, features) * scale,
    loss: settings.loss ? { siteId: settings.loss.siteId, atMs: settings.loss.atMinute * 60_000 } : null,
  });
  const refusedShare = tally.came === 0 ? 0 : tally.refused / tally.came;
  const samplingError = Math.sqrt((refusedShare * (1 - refusedShare)) / Math.max(1, rooms.length));
  return { settings, tally, nodes, clusters: plan.clusters, refusedShare, samplingError };
}

function withLimit(policy: Policy, newRoomLoad: number | null): Policy {
  return newRoomLoad === null ? policy : { ...policy, limits: { ...policy.limits, newRoomLoad } };
}

/** As many as the plan has, shared out among its clusters; each is rounded up, for half a server is none. */
function serversOfCluster(plan: Plan, spares: number): ReadonlyMap<string, number> {
  return new Map([...plan.sites].map(([id, { media }]) => [id, Math.ceil(media.nodes.expected / plan.clusters) + spares]));
}

/** Sites of the policy that may have media, for `--lose`. */
export const sitesOf = ({ policy }: PlanInputs): readonly string[] => sitesWith(policy, 'media').map(([id]) => id);
