/**
 * What the database knows about sites, as it was a moment ago, for all who ask within it: a crowd that reloads the page while
 * something is wrong must cost the database what one reader costs.
 */
import type { Database } from '@sabha/db/connect';
import { type AlarmDay, countAlarmsByDay, lastAlarms, type LastAlarm } from '@sabha/db/stores/residency-alarms';
import { listPolicies, type PolicyInForce } from '@sabha/db/stores/residency-policies';
import { lastWatch, listSiteChanges, type StandingChange, type Watch } from '@sabha/db/stores/site-watch';
import { HISTORY_DAYS, reportedKinds, violationKinds } from '@sabha/domain/residency/status-contract';

export type StatusFacts = Readonly<{
  readAt: Date;
  watch: Watch | undefined;
  changes: readonly StandingChange[];
  alarms: readonly AlarmDay[];
  violations: readonly LastAlarm[];
  policies: readonly PolicyInForce[];
}>;

export type StatusBoard = Readonly<{ read(now: Date): Promise<StatusFacts> }>;

export const RECENT_MS = 5_000;
/** Of each kind of entry in the history. */
export const MOST_ENTRIES = 100;

/** A failure is shared by those who wait for it and then forgotten: the next one asks anew. */
export function statusBoard(readFacts: (now: Date) => Promise<StatusFacts>): StatusBoard {
  let last: Readonly<{ at: number; facts: Promise<StatusFacts> }> | undefined;
  return {
    read(now) {
      const at = now.getTime();
      if (last !== undefined && at - last.at < RECENT_MS && at >= last.at) return last.facts;
      const mine = { at, facts: readFacts(now) };
      last = mine;
      mine.facts.catch(() => {
        if (last === mine) last = undefined;
      });
      return mine.facts;
    },
  };
}

export async function readStatusFacts(db: Database, readAt: Date): Promise<StatusFacts> {
  const since = historyBegins(readAt);
  const [watch, changes, alarms, violations, policies] = await Promise.all([
    lastWatch(db),
    listSiteChanges(db, { since, limit: MOST_ENTRIES }),
    countAlarmsByDay(db, { since, limit: MOST_ENTRIES }),
    lastAlarms(db, [...violationKinds, ...reportedKinds]),
    listPolicies(db, { since, limit: MOST_ENTRIES }),
  ]);
  return { readAt, watch, changes, alarms, violations, policies };
}

export const historyBegins = (now: Date): Date => new Date(now.getTime() - HISTORY_DAYS * 86_400_000);
