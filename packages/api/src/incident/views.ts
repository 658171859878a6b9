import type { IncidentRow } from '@sabha/db/stores/incidents';
import { type Deadline, deadlinesOf, openSteps, stateOf } from '@sabha/domain/incident/clock';
import type { DeadlineView, IncidentSummary, IncidentView } from '@sabha/domain/incident/contract';
import { missingFor } from '@sabha/domain/incident/report';

const textOf = (time: Date | null): string | null => time?.toISOString() ?? null;
const deadlineView = ({ by, metAt, isLate }: Deadline): DeadlineView => ({ by: by.toISOString(), metAt: textOf(metAt), isLate });

export function summaryOf(incident: IncidentRow, now: Date): IncidentSummary {
  const { report, board } = deadlinesOf(incident, now);
  return {
    incidentId: incident.id,
    type: incident.type,
    state: stateOf(incident),
    noticedAt: incident.noticedAt.toISOString(),
    report: deadlineView(report),
    board: board && deadlineView(board),
  };
}

export function viewOf(incident: IncidentRow, now: Date): IncidentView {
  const { organisation, systems, scope, indicators, containment, contact, other } = incident;
  return {
    ...summaryOf(incident, now),
    ...{ organisation, systems, scope, indicators, containment, contact, other },
    ministryId: incident.ministryId,
    version: incident.version,
    openedAt: incident.openedAt.toISOString(),
    partlyFiledAt: textOf(incident.partlyFiledAt),
    filedAt: textOf(incident.filedAt),
    reference: incident.reference,
    breachAt: textOf(incident.breachAt),
    personsToldAt: textOf(incident.personsToldAt),
    closedAt: textOf(incident.closedAt),
    missing: { partial: missingFor('partial', incident), full: missingFor('full', incident) },
    openSteps: openSteps(incident),
    readAt: now.toISOString(),
  };
}
