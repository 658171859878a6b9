/** Media servers for more of one scenario. */
import { mapEstimate } from '@sabha/capacity/estimate';
import type { Measurement } from '@sabha/capacity/measurement';
import { type AudiencePlan, largestRoom, measuredWork, planAudience } from '@sabha/capacity/plan/audience-plan';
import type { MediaBasis } from '@sabha/capacity/plan/media-plan';
import type { PlanInputs } from '@sabha/capacity/plan/plan';
import { audiences } from './audiences.ts';
import type { MediaAdvice, MediaAdviceBasis, MediaAudience, Withheld } from './advice.ts';

const TOO_FEW = 'The clean runs are too few for a model and its error.';
const NOT_COUNTED = 'Its packets or its bytes were not counted.';

/** `clean` and `broken` are of this report and of this scenario; `basis` is null where the model has too few runs. */
export type MediaRuns = Readonly<{
  basis: MediaBasis | null;
  scenario: string;
  clean: readonly Measurement[];
  broken: readonly Measurement[];
}>;

export function adviseOnMedia({ basis, scenario, clean, broken }: MediaRuns): MediaAdvice | Withheld {
  const largest = clean.toSorted((one, other) => other.participants - one.participants)[0];
  const work = largest === undefined ? null : measuredWork(largest);
  if (largest === undefined || work === null) return { scenario, why: NOT_COUNTED };
  if (basis === null) return { scenario, why: TOO_FEW };
  const { participants, publishers, rooms } = largest;
  const above = broken.map((run) => run.participants).filter((people) => people > participants);
  return {
    scenario,
    measured: { participants, publishers, rooms },
    notCleanAt: above.length === 0 ? null : Math.min(...above),
    largestRoom: publishers === rooms ? largestRoom(basis, work) : null,
    audiences: audiences.map((people) => audienceOf(planAudience(basis, work, people))),
  };
}

function audienceOf(plan: AudiencePlan): MediaAudience {
  const { people, nodes, nodesWithOneSpare, clusters, boundBy, millicores, memoryBytes, bitsPerSecond, rupees } = plan;
  return {
    people,
    servers: nodes,
    serversWithSpare: nodesWithOneSpare,
    clusters,
    boundBy,
    busyCores: mapEstimate(millicores, (value) => value / 1000),
    memoryBytes,
    bitsPerSecond: bitsPerSecond.expected,
    rupees,
  };
}

export function describeBasis(
  { model, scaleUp, limits, prices }: MediaBasis,
  { runs, figures }: Pick<PlanInputs, 'runs' | 'figures'>,
  own: readonly Measurement[],
): MediaAdviceBasis {
  const fitted = new Set(model.residuals.map(({ id }) => id));
  const { cores, memoryGigabytes, gigabitsPerSecond } = prices.machines.media;
  const rigs = runs.filter(({ id }) => fitted.has(id)).map(({ rig }) => rig);
  return {
    cleanRuns: fitted.size,
    ownRuns: own.filter(({ id }) => fitted.has(id)).length,
    rigCores: Math.max(...rigs.map((rig) => rig.cores)),
    rigProcessors: [...new Set(rigs.map(({ cpu }) => cpu))],
    server: { cores, memoryGigabytes, gigabitsPerSecond },
    scaleUp,
    scaleUpSource: figures.media.source,
    usableShare: limits.newRoomLoad,
    serversOfCluster: prices.clusters.nodes,
  };
}
