/** What is done about an incident after it was written down. Nothing is refused because it is late: that it is stands in the entry. */
import { changeIncident, type IncidentChange, type IncidentRow } from '@sabha/db/stores/incidents';
import type { AuditEvent } from '@sabha/domain/audit/events';
import { SabhaError } from '@sabha/domain/errors';
import { deadlinesOf, openSteps } from '@sabha/domain/incident/clock';
import type { FileReport, IncidentStep } from '@sabha/domain/incident/contract';
import { missingFor } from '@sabha/domain/incident/report';
import { act } from '../core/act.ts';
import type { MemberContext } from '../core/member-context.ts';
import { authorisedIncident, type IncidentAction } from './find.ts';

/** What a step makes of the incident, and what its entry says. @throws SabhaError conflict */
type Taken = Readonly<{ change: IncidentChange; detail?: Readonly<Record<string, unknown>> }>;
type Step = Readonly<{ action: IncidentAction; event: AuditEvent; take(incident: IncidentRow, now: Date): Taken }>;

/**
 * A report was given to CERT-In. A later one of the same kind replaces nothing: the first is what counts.
 * @throws SabhaError not_found, not_allowed; conflict when fields are missing, it was filed, or somebody else was at it
 */
export async function fileReport(context: MemberContext, { kind, reference, ...seen }: FileReport): Promise<void> {
  await step(context, seen, {
    action: 'incident.file',
    event: 'incident.filed',
    take(incident, now) {
      if (incident.filedAt || (kind === 'partial' && incident.partlyFiledAt)) throw conflict('filed');
      if (missingFor(kind, incident).length > 0) throw conflict('incomplete');
      const filed = kind === 'full' ? { filedAt: now } : { partlyFiledAt: now };
      const { isLate } = deadlinesOf({ ...incident, ...filed }, now).report;
      return {
        change: { ...filed, ...(reference !== undefined && { reference }) },
        detail: { kind, isLate, hasReference: reference !== undefined },
      };
    },
  });
}

/** It was found to be a breach of personal data: from when it was noticed the Board has to be told within 72 hours. */
export async function declareBreach(context: MemberContext, seen: IncidentStep): Promise<void> {
  await step(context, seen, {
    action: 'incident.declare_breach',
    event: 'incident.breach_declared',
    take(incident, now) {
      if (incident.breachAt) throw conflict('declared');
      return { change: { breachAt: now } };
    },
  });
}

export async function tellBoard(context: MemberContext, seen: IncidentStep): Promise<void> {
  await step(context, seen, {
    action: 'incident.tell_board',
    event: 'incident.board_told',
    take(incident, now) {
      requireBreach(incident, incident.boardToldAt);
      const change = { boardToldAt: now };
      return { change, detail: { isLate: deadlinesOf({ ...incident, ...change }, now).board?.isLate ?? false } };
    },
  });
}

export async function tellPersons(context: MemberContext, seen: IncidentStep): Promise<void> {
  await step(context, seen, {
    action: 'incident.tell_persons',
    event: 'incident.persons_told',
    take(incident, now) {
      requireBreach(incident, incident.personsToldAt);
      return { change: { personsToldAt: now } };
    },
  });
}

/** @throws SabhaError not_found, not_allowed; conflict while anything is left to be told */
export async function closeIncident(context: MemberContext, seen: IncidentStep): Promise<void> {
  await step(context, seen, {
    action: 'incident.close',
    event: 'incident.closed',
    take(incident, now) {
      if (openSteps(incident).length > 0) throw conflict('unfinished');
      return { change: { closedAt: now } };
    },
  });
}

async function step(context: MemberContext, { incidentId, version }: IncidentStep, { action, event, take }: Step): Promise<void> {
  const incident = await authorisedIncident(context, action, incidentId);
  if (incident.closedAt) throw conflict('closed');
  if (incident.version !== version) throw conflict('changed');
  const { change, detail } = take(incident, context.services.clock());
  const { ministryId } = incident;
  await act(context, async ({ tx, record }) => {
    if (!(await changeIncident(tx, { incidentId, version }, change))) throw conflict('changed');
    record({ event, outcome: 'ok', ministryId, subjectId: incidentId, ...(detail && { detail }) });
  });
}

function requireBreach({ breachAt }: IncidentRow, toldAt: Date | null): void {
  if (!breachAt) throw conflict('no_breach');
  if (toldAt) throw conflict('told');
}

const conflict = (reason: string) => new SabhaError('conflict', { reason });
