import { listIncidents } from '@sabha/db/stores/incidents';
import type { IncidentSummary, IncidentView } from '@sabha/domain/incident/contract';
import { authorise } from '../core/act.ts';
import type { MemberContext } from '../core/member-context.ts';
import { authorisedIncident } from './find.ts';
import { summaryOf, viewOf } from './views.ts';

/** Of one page. A ministry with more than that in sight has other cares. */
const MOST_LISTED = 200;

/** The newest first. @throws SabhaError not_found, not_allowed */
export async function readIncidents(
  context: MemberContext,
  { ministryId }: Readonly<{ ministryId: string }>,
): Promise<readonly IncidentSummary[]> {
  const { db, clock } = context.services;
  await authorise(context, 'incident.read', { ministryId });
  const now = clock();
  return (await listIncidents(db, { ministryId, limit: MOST_LISTED })).map((incident) => summaryOf(incident, now));
}

/** @throws SabhaError not_found, not_allowed */
export async function readIncident(
  context: MemberContext,
  { incidentId }: Readonly<{ incidentId: string }>,
): Promise<IncidentView> {
  return viewOf(await authorisedIncident(context, 'incident.read', incidentId), context.services.clock());
}
