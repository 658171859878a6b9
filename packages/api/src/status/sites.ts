import type { LastAlarm } from '@sabha/db/stores/residency-alarms';
import type { StandingChange } from '@sabha/db/stores/site-watch';
import { occupantOf, type Policy, type Site } from '@sabha/domain/residency/policy';
import {
  type ClosedReason,
  closedReasons,
  isWatched,
  type SiteStanding,
  siteStandings,
} from '@sabha/domain/residency/site-standing';
import {
  type HistoryEntry,
  type SiteView,
  type StatusView,
  reportedKinds,
  type Violation,
  type ViolationKind,
  violationKinds,
} from '@sabha/domain/residency/status-contract';
import type { Context } from '../core/context.ts';
import { MOST_ENTRIES, type StatusFacts } from './board.ts';

/** Public by definition: what is told of each site names no node, no address, no meeting and no person. */
export async function readStatus({ services }: Context): Promise<StatusView> {
  const now = services.clock();
  const facts = await services.status.read(now);
  const { watch, readAt, violations } = facts;
  const lookedAt = watch?.lookedAt ?? null;
  const watched = isWatched(lookedAt, now);
  const { policy } = services.residency;
  return {
    readAt: readAt.toISOString(),
    lookedAt: lookedAt?.toISOString() ?? null,
    isWatched: watched,
    sites: Object.entries(policy.sites).map(([siteId, site]) => ({
      siteId,
      ...shown(site),
      ...standingOf(facts, { siteId, site, watched }),
      lastViolation: newest(
        violations.filter((violation) => violation.siteId === siteId),
        violationKinds,
      ),
    })),
    lastViolation: newest(violations, violationKinds),
    lastReported: newest(violations, reportedKinds),
    history: historyOf(facts, policy),
  };
}

const shown = ({ name, city, state, position }: Site) => ({ name, city, state, position });

type Seen = Pick<SiteView, 'standing' | 'reason' | 'since' | 'load'>;

/** What nobody has seen lately, or ever, is unknown: the last word of a watcher that fell silent is not repeated. */
function standingOf(
  { watch }: StatusFacts,
  { siteId, site, watched }: Readonly<{ siteId: string; site: Site; watched: boolean }>,
): Seen {
  const nothing = { reason: null, since: null, load: null };
  if (occupantOf(site, 'media') === null) return { standing: 'no_media', ...nothing };
  const look = watched ? watch?.sites[siteId] : undefined;
  if (look === undefined) return { standing: 'unknown', ...nothing };
  const { standing, reason, since, load } = look;
  return { standing, reason, since, load: load === null ? null : Math.min(100, Math.round(load * 10) * 10) };
}

function newest(alarms: readonly LastAlarm[], kinds: readonly ViolationKind[]): Violation | null {
  const found = alarms.flatMap(({ kind: raised, at }) => {
    const kind = kinds.find((known) => known === raised);
    return kind ? [{ kind, at: at.toISOString() }] : [];
  });
  return found.toSorted((one, other) => (one.at < other.at ? 1 : -1))[0] ?? null;
}

function historyOf({ changes, alarms, policies }: StatusFacts, policy: Policy): readonly HistoryEntry[] {
  const entries: readonly HistoryEntry[] = [
    ...changes.flatMap((change) => siteEntry(change, policy)),
    ...alarms.map(({ lastAt, kind, siteId, count, lasts }) => ({
      at: lastAt.toISOString(),
      what: 'alarm' as const,
      kind,
      siteId: known(siteId, policy),
      count,
      lasts,
    })),
    ...policies.map(({ adoptedAt, version }) => ({ at: adoptedAt.toISOString(), what: 'policy' as const, version })),
  ];
  return entries.toSorted((one, other) => (one.at < other.at ? 1 : -1)).slice(0, MOST_ENTRIES);
}

/** A site that the policy in force does not name has no name to be shown by. */
const known = (siteId: string | null, { sites }: Policy): string | null =>
  siteId !== null && Object.hasOwn(sites, siteId) ? siteId : null;

function siteEntry({ siteId, standing, reason, at }: StandingChange, policy: Policy): readonly HistoryEntry[] {
  const site = known(siteId, policy);
  if (site === null) return [];
  const entry = { at: at.toISOString(), what: 'site' as const, siteId: site };
  return [{ ...entry, standing: standingIn(standing), reason: reasonIn(reason) }];
}

const standingIn = (text: string): SiteStanding | 'unknown' => siteStandings.find((one) => one === text) ?? 'unknown';
const reasonIn = (text: string | null): ClosedReason | null => closedReasons.find((one) => one === text) ?? null;
