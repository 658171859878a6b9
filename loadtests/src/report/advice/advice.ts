/**
 * What to buy for more of what a run measured, by the capacity model. Figures with a spread are expected, between low and
 * high; money is rupees a month.
 */
import type { Estimate } from '@sabha/capacity/estimate';

export type Advice = Readonly<{
  /** Null where nothing has a price, because nothing is advised. */
  prices: Readonly<{ date: string; source: string }> | null;
  mediaBasis: MediaAdviceBasis | null;
  media: readonly MediaAdvice[];
  joins: JoinAdvice | null;
  /** What was measured, and is no ground for a purchase. */
  withheld: readonly Withheld[];
}>;

export type Withheld = Readonly<{ scenario: string; why: string }>;

/** What every figure of `media` rests on. */
export type MediaAdviceBasis = Readonly<{
  /** Clean runs that the model is fitted to, and how many of them are of this report. */
  cleanRuns: number;
  ownRuns: number;
  rigCores: number;
  rigProcessors: readonly string[];
  /** One server of the price list. */
  server: Readonly<{ cores: number; memoryGigabytes: number; gigabitsPerSecond: number }>;
  /** What a packet costs on such a server, over what it cost on the rig. */
  scaleUp: Estimate;
  scaleUpSource: string;
  /** Share of its processors and memory up to which a server is given new rooms. */
  usableShare: number;
  serversOfCluster: number;
}>;

export type MediaAdvice = Readonly<{
  scenario: string;
  /** The largest clean run, which the advice multiplies. */
  measured: Readonly<{ participants: number; publishers: number; rooms: number }>;
  /** The smallest load above it that was not clean; null where it was not driven so far. */
  notCleanAt: number | null;
  /** Where only the audience grows: people in one room on one server; null for meetings, which do not grow. */
  largestRoom: Estimate | null;
  audiences: readonly MediaAudience[];
}>;

export type MediaAudience = Readonly<{
  people: number;
  servers: Estimate;
  /** One more in each of `clusters`. */
  serversWithSpare: Estimate;
  clusters: number;
  boundBy: string;
  busyCores: Estimate;
  memoryBytes: Estimate;
  /** As measured for each person, so without a spread; without what UDP and IP add. */
  bitsPerSecond: number;
  rupees: Estimate;
}>;

export type JoinAdvice = Readonly<{
  /** Clean storms that say what a join costs, of this run and earlier ones; the fastest of this run. */
  storms: number;
  measuredJoinsPerSecond: number;
  /** One portal of the price list. */
  coresOfPortal: number;
  /** All of an audience come within so many seconds. */
  withinSeconds: number;
  audiences: readonly JoinAudience[];
}>;

export type JoinAudience = Readonly<{
  people: number;
  joinsPerSecond: number;
  portalCores: Estimate;
  portals: Estimate;
  databaseCores: Estimate;
  /** Of the portals alone. */
  rupees: Estimate;
}>;

export const noAdvice: Advice = { prices: null, mediaBasis: null, media: [], joins: null, withheld: [] };
