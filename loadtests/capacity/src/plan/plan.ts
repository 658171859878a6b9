/** A plan for a day: what to buy for each site, what it costs a month, and what happens when a site is lost. */
import { type Policy, sitesWith } from '@sabha/domain/residency/policy';
import { type Demand, shareBySite } from '../demand/demand.ts';
import { add, type Estimate, mapEstimate, multiply } from '../estimate.ts';
import { costOf } from '../fit/fit-model.ts';
import type { Measurement } from '../measurement.ts';
import { type CapacityModel, fitCapacity } from '../predict/predict.ts';
import { type Busiest, findBusiest } from './busiest.ts';
import type { Figures, Prices } from './figures.ts';
import { databaseBytes, type JoinCost, joinCostOf, type JoinPlan, planJoins } from './join-plan.ts';
import { clustersFor, mediaBasisOf, type MediaInputs, type MediaPlan, planMedia, usableMillicores } from './media-plan.ts';
import { rupeesForBandwidth, rupeesForMachines } from './rupees.ts';
import { loseSite, type SiteLoss } from './site-loss.ts';
import { planUnmeasured, type UnmeasuredPlan } from './unmeasured-plan.ts';

export type PlanInputs = Readonly<{
  runs: readonly Measurement[];
  demand: Demand;
  prices: Prices;
  figures: Figures;
  policy: Policy;
}>;

export type SitePlan = Readonly<{ share: number; media: MediaPlan; joins: JoinPlan; unmeasured: UnmeasuredPlan; nodes: number }>;

/** Rupees a month. */
export type Bill = Readonly<
  Record<'media' | 'egress' | 'edges' | 'portals' | 'databases' | 'storage' | 'bandwidth' | 'total', Estimate>
>;

export type Plan = Readonly<{
  model: CapacityModel;
  scaleUp: Estimate;
  busiest: Busiest;
  clusters: number;
  sites: ReadonlyMap<string, SitePlan>;
  databaseBytes: Estimate;
  bill: Bill;
  losses: readonly SiteLoss[];
  /** Kinds of meeting that are too large for one server, at the high end: a room lives on one. */
  tooLarge: readonly string[];
}>;

/** @throws RangeError when the runs are too few, or when the demand names a site that the policy has no media at */
export function makePlan(inputs: PlanInputs): Plan {
  const { runs, demand, prices, figures, policy } = inputs;
  const withMedia = new Set(sitesWith(policy, 'media').map(([id]) => id));
  for (const site of Object.keys(demand.sites.serve))
    if (!withMedia.has(site)) throw new RangeError(`the policy lets no media server be at ${site}`);
  const model = fitCapacity(runs);
  const basis = mediaBasisOf(inputs);
  const busiest = findBusiest(demand, ({ features }) => costOf(model.media.coefficients, features));
  const media: MediaInputs = { ...basis, busiest };
  const clusters = clustersFor(media);
  const cost = joinCostOf(runs, figures);
  const sites = planSites(inputs, { media, busiest, clusters, cost });
  const bytes = databaseBytes(figures, cost, demand.participants.value);
  const usable = usableMillicores(basis);
  return {
    model,
    scaleUp: basis.scaleUp,
    busiest,
    clusters,
    sites,
    databaseBytes: bytes,
    bill: billOf(sites, bytes, prices),
    losses: [...sites.keys()].map((id) => loseSite(id, sites, { busiest, usableMillicores: usable })),
    tooLarge: kindsTooLarge(busiest, { model, scaleUp: basis.scaleUp, usableMillicores: usable }),
  };
}

type Shared = Readonly<{ media: MediaInputs; busiest: Busiest; clusters: number; cost: JoinCost }>;

function planSites(
  { demand, prices, figures }: PlanInputs,
  { media, busiest, clusters, cost }: Shared,
): ReadonlyMap<string, SitePlan> {
  return new Map(
    [...shareBySite(demand)].map(([siteId, share]) => {
      const ofMedia = planMedia(media, { share, clusters });
      const plan: SitePlan = {
        share,
        media: ofMedia,
        nodes: ofMedia.nodesWithOneSpare.expected,
        joins: planJoins({ demand, figures, prices, cost, joinsPerSecond: busiest.joinsPerSecond }, share),
        unmeasured: planUnmeasured(
          { figures, prices },
          { recordings: busiest.recordings * share, viewers: busiest.viewersOverHls * share },
        ),
      };
      return [siteId, plan];
    }),
  );
}

function billOf(sites: ReadonlyMap<string, SitePlan>, bytes: Estimate, prices: Prices): Bill {
  const { machines, storage } = prices;
  const plans = [...sites.values()];
  const sum = (of: (plan: SitePlan) => Estimate) => add(...plans.map(of));
  const parts = {
    media: rupeesForMachines(
      sum(({ media }) => media.nodesWithOneSpare),
      machines.media,
    ),
    egress: rupeesForMachines(
      sum(({ unmeasured }) => unmeasured.egressEngines),
      machines.egress,
    ),
    edges: rupeesForMachines(
      sum(({ unmeasured }) => unmeasured.edges),
      machines.edge,
    ),
    portals: rupeesForMachines(
      sum(({ joins }) => joins.portals),
      machines.portal,
    ),
    databases: rupeesForMachines(
      sum(({ joins }) => joins.databases),
      machines.database,
    ),
    storage: multiply(
      mapEstimate(bytes, (value) => value / 1e9),
      storage.rupeesPerGigabyteMonth,
    ),
    bandwidth: rupeesForBandwidth(
      sum(({ media, unmeasured }) => add(media.bitsPerSecond, unmeasured.edgeBitsPerSecond)),
      prices,
    ),
  };
  return { ...parts, total: add(...Object.values(parts)) };
}

function kindsTooLarge(
  busiest: Busiest,
  { model, scaleUp, usableMillicores }: Pick<Plan, 'model' | 'scaleUp'> & Readonly<{ usableMillicores: number }>,
): readonly string[] {
  return busiest.kinds.flatMap(({ kind, work }) => {
    const seats = kind.delivery === 'hls' ? kind.publishers : kind.size;
    const cost = costOf(model.media.coefficients, work.features) * seats * scaleUp.high;
    return cost > usableMillicores ? [kind.id] : [];
  });
}
