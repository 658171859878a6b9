/** Portals and database for an audience that comes at once, from storms of joins that were measured. */
import type { Measurement } from '@sabha/capacity/measurement';
import { joinCostOf, planArrivals } from '@sabha/capacity/plan/join-plan';
import { rupeesForMachines } from '@sabha/capacity/plan/rupees';
import type { PlanInputs } from '@sabha/capacity/plan/plan';
import { audiences } from './audiences.ts';
import type { JoinAdvice } from './advice.ts';

const WITHIN_SECONDS = 60;

/** Null where no storm of this report was clean, whatever earlier ones said. */
export function adviseOnJoins(
  { runs, figures, prices }: Pick<PlanInputs, 'runs' | 'figures' | 'prices'>,
  own: readonly Measurement[],
): JoinAdvice | null {
  const rates = own.filter(isStorm).map(({ portal }) => portal?.joinsPerSecond ?? 0);
  if (rates.length === 0) return null;
  const storms = runs.filter(isStorm);
  const cost = joinCostOf(storms, figures);
  return {
    storms: storms.length,
    measuredJoinsPerSecond: Math.max(...rates),
    coresOfPortal: prices.machines.portal.cores,
    withinSeconds: WITHIN_SECONDS,
    audiences: audiences.map((people) => {
      const plan = planArrivals({ figures, prices, cost }, people / WITHIN_SECONDS);
      const { joinsPerSecond, portalCores, portals, databaseCores } = plan;
      const rupees = rupeesForMachines(portals, prices.machines.portal);
      return { people, joinsPerSecond, portalCores, portals, databaseCores, rupees };
    }),
  };
}

const isStorm = ({ portal, database }: Measurement): boolean =>
  portal !== undefined && database !== undefined && portal.joinsPerSecond > 0;
