/** The way in: portals and database, and how long people wait when all come at once. */
import { type Demand } from '../demand/demand.ts';
import { comingShare, minutesOfDay } from '../demand/day-curve.ts';
import { divide, type Estimate, exactly, mapEstimate, multiply } from '../estimate.ts';
import type { Measurement } from '../measurement.ts';
import { type Burst, fluidBurst } from '../queue/burst.ts';
import { serversFor } from '../queue/many-servers.ts';
import type { Figures, Prices } from './figures.ts';

/** Processor time of one join, in ms, and what it leaves in the database. Measured: by runs of the load kit, and not assumed. */
export type JoinCost = Readonly<{
  portal: Estimate;
  database: Estimate;
  bytes: Estimate;
  isTimeMeasured: boolean;
  areBytesMeasured: boolean;
}>;

export type JoinPlan = Readonly<{
  cost: JoinCost;
  joinsPerSecond: number;
  /** For which all but one in a hundred wait no longer than the figure says, at the busiest minute. */
  portalCores: Estimate;
  portals: Estimate;
  databaseCores: Estimate;
  databases: Estimate;
  /** Were fewer portals bought: each share of the capacity for the peak, and what the rush then does. */
  rushes: readonly Readonly<{ capacityShare: number; burst: Burst }>[];
}>;

export function joinCostOf(all: readonly Measurement[], { join, database }: Figures): JoinCost {
  const runs = all.filter(({ quality }) => quality.isClean); // who was turned away cost less
  const ofPortal = runs.flatMap(({ portal }) =>
    portal && portal.joinsPerSecond > 0 ? [portal.millicores / portal.joinsPerSecond] : [],
  );
  const ofDatabase = runs.flatMap(({ portal, database: db }) =>
    portal && db && portal.joinsPerSecond > 0 ? [db.millicores / portal.joinsPerSecond] : [],
  );
  const bytes = runs.flatMap(({ database: db }) => (db?.bytesPerJoin === undefined ? [] : [db.bytesPerJoin]));
  return {
    portal: spanOf(ofPortal) ?? join.portalMilliseconds,
    database: spanOf(ofDatabase) ?? join.databaseMilliseconds,
    bytes: spanOf(bytes) ?? database.bytesPerJoin,
    isTimeMeasured: ofPortal.length > 0 && ofDatabase.length > 0,
    areBytesMeasured: bytes.length > 0,
  };
}

/** The least, the mean and the most of what was measured; null where nothing was. */
function spanOf(values: readonly number[]): Estimate | null {
  if (values.length === 0) return null;
  const expected = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { low: Math.min(...values), expected, high: Math.max(...values) };
}

export type JoinInputs = Readonly<{ demand: Demand; figures: Figures; prices: Prices; cost: JoinCost; joinsPerSecond: number }>;

/** @param share of the nation that comes to this site */
export function planJoins({ demand, figures, prices, cost, joinsPerSecond }: JoinInputs, share: number): JoinPlan {
  const arrivals = joinsPerSecond * share;
  const stretches = stretchesOf(demand, share);
  return {
    cost,
    ...planArrivals({ figures, prices, cost }, arrivals),
    rushes: [1, 0.75, 0.5, 0.25].map((capacityShare) => ({
      capacityShare,
      burst: fluidBurst(stretches, arrivals * capacityShare),
    })),
  };
}

export type Arrivals = Pick<JoinPlan, 'joinsPerSecond' | 'portalCores' | 'portals' | 'databaseCores' | 'databases'>;

/** What so many joins a second ask for, on whatever day. */
export function planArrivals(
  { figures, prices, cost }: Pick<JoinInputs, 'figures' | 'prices' | 'cost'>,
  joinsPerSecond: number,
): Arrivals {
  const { portal, database } = prices.machines;
  const servers = (milliseconds: Estimate) =>
    mapEstimate(milliseconds, (each) => serversFor({ arrivals: joinsPerSecond, service: each / 1000 }, figures.join.waitSeconds));
  const [portalCores, databaseCores] = [servers(cost.portal), servers(cost.database)];
  return {
    joinsPerSecond,
    portalCores,
    portals: machinesFor(portalCores, portal.cores),
    databaseCores,
    databases: machinesFor(databaseCores, database.cores),
  };
}

/** At 70 % of their processors, as a media server. */
const USABLE = 0.7;
const machinesFor = (cores: Estimate, each: number) => mapEstimate(divide(cores, exactly(each * USABLE)), Math.ceil);

function stretchesOf(demand: Demand, share: number) {
  return minutesOfDay.map((minute) => ({
    seconds: 60,
    arrivals: (comingShare(demand, minute) * demand.participants.value * share) / 60,
  }));
}

/** Bytes that the joins of so many days take, all copies together. */
export function databaseBytes({ database }: Figures, cost: JoinCost, joinsPerDay: number): Estimate {
  return multiply(cost.bytes, exactly(joinsPerDay * database.retentionDays * database.copies));
}
