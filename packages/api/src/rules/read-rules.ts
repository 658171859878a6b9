import { auditCondition } from '@sabha/db/stores/audit-condition';
import { findPublished } from '@sabha/db/stores/audit-log';
import { lastClockLook } from '@sabha/db/stores/clock-watch';
import { countUnreported } from '@sabha/db/stores/incidents';
import { lastWatch } from '@sabha/db/stores/site-watch';
import { isWatched } from '@sabha/domain/residency/site-standing';
import { listLastingAlarms } from '@sabha/db/stores/residency-alarms';
import { CLOCK_SILENT_SECONDS } from '@sabha/domain/clock/clock-watch';
import { REPORT_HOURS } from '@sabha/domain/incident/clock';
import { administers } from '@sabha/domain/policy/membership';
import { occupantOf } from '@sabha/domain/residency/policy';
import { violationKinds } from '@sabha/domain/residency/status-contract';
import type { RulesView } from '@sabha/domain/rules/contract';
import { judgeRules } from '@sabha/domain/rules/rules';
import { authorise } from '../core/act.ts';
import { type MemberContext, ministriesOf } from '../core/member-context.ts';

/** Heads are signed at most ten seconds apart. */
const UNSIGNED_SECONDS = 10;

/** Each rule, green or red and why, and the clocks. @throws SabhaError not_allowed */
export async function readRules(context: MemberContext): Promise<RulesView> {
  await authorise(context, 'status.read_rules', {});
  const { db, clock, residency, settings } = context.services;
  const now = clock();
  const look = await lastClockLook(db);
  const isFresh = look !== undefined && now.getTime() - look.lookedAt.getTime() < CLOCK_SILENT_SECONDS * 1000;
  const head = await findPublished(db, now);
  const alarms = await listLastingAlarms(db, violationKinds);
  const { sites, country } = residency.policy;
  const logSites = Object.entries(sites)
    .filter(([, site]) => occupantOf(site, 'logs') !== null || occupantOf(site, 'backups') !== null)
    .map(([siteId, { state }]) => ({ siteId, isInCountry: state.startsWith(`${country}-`) }));
  const rules = judgeRules({
    clock: isFresh ? look.reading : null,
    logSites,
    entries: await auditCondition(db, { now, unsignedSeconds: UNSIGNED_SECONDS }),
    incidentsOverdue: await countUnreported(db, {
      ministryIds: ministriesOf(context.actor).filter((ministryId) => administers(context.actor, ministryId)),
      noticedBefore: new Date(now.getTime() - REPORT_HOURS * 60 * 60_000),
    }),
    head: head && { size: head.size, witnesses: head.witnesses },
    isWatched: isWatched((await lastWatch(db))?.lookedAt ?? null, now),
    violations: violationKinds.filter((kind) => alarms.some((alarm) => alarm.kind === kind)),
    policyVersion: residency.policy.version,
    publicUrl: settings.publicUrl,
  });
  const clocks = look ? { lookedAt: look.lookedAt.toISOString(), ...look.reading } : null;
  return { readAt: now.toISOString(), rules, clocks };
}
