import { findIncident, type IncidentRow } from '@sabha/db/stores/incidents';
import type { Action } from '@sabha/domain/policy/can';
import { authorise } from '../core/act.ts';
import { type MemberContext, ministriesOf } from '../core/member-context.ts';
import { refuseAbsent } from '../core/refuse-absent.ts';

export type IncidentAction = Extract<Action, `incident.${string}`>;

/** The incident, once policy has allowed the action on it. @throws SabhaError not_found, not_allowed; both are recorded */
export async function authorisedIncident(
  context: MemberContext,
  action: IncidentAction,
  incidentId: string,
): Promise<IncidentRow> {
  const ministryIds = ministriesOf(context.actor);
  const incident = await findIncident(context.services.db, { incidentId, ministryIds });
  if (!incident) return refuseAbsent(context, action, incidentId);
  await authorise(context, action, { ministryId: incident.ministryId });
  return incident;
}
