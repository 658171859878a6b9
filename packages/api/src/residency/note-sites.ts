import { insertChanges, lastWatch, type NewChange, noteWatch, type Watch } from '@sabha/db/stores/site-watch';
import { isWatched, lookAtSites, type SiteLook, WATCH_SILENT_SECONDS } from '@sabha/domain/residency/site-standing';
import type { Context } from '../core/context.ts';
import type { NodeReading } from '../core/media.ts';

/**
 * That the watcher looked, what it saw of each site, and when that was otherwise. A time in which nobody looked stands in the
 * history as such: not as what was seen before it.
 */
export async function noteSites({ services }: Context, reading: NodeReading): Promise<void> {
  const { db, residency } = services;
  const { now } = reading;
  const last = await lastWatch(db);
  const wasAway = last !== undefined && !isWatched(last.lookedAt, now);
  const before = wasAway ? undefined : last;
  const changes: NewChange[] = [];
  const sites: Record<string, Watch['sites'][string]> = {};
  for (const [siteId, look] of Object.entries(lookAtSites(residency.policy, reading))) {
    const { standing, reason } = look;
    const known = before?.sites[siteId];
    if (wasAway && last.sites[siteId] !== undefined) changes.push(unknownSince(siteId, last.lookedAt));
    const stands = known !== undefined && isSame(known, look);
    if (!stands) changes.push({ siteId, nodeId: null, standing, reason, at: now });
    sites[siteId] = { ...look, since: stands ? known.since : now.toISOString() };
  }
  await insertChanges(db, changes);
  await noteWatch(db, { lookedAt: now, sites });
}

function unknownSince(siteId: string, lookedAt: Date): NewChange {
  const at = new Date(lookedAt.getTime() + WATCH_SILENT_SECONDS * 1000);
  return { siteId, nodeId: null, standing: 'unknown', reason: null, at };
}

const isSame = (one: SiteLook, other: SiteLook): boolean => one.standing === other.standing && one.reason === other.reason;
