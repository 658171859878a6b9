/** An incident is written down and filled in. What people write stays with it; the log has the names of fields, types and times. */
import { changeIncident, insertIncident } from '@sabha/db/stores/incidents';
import { SabhaError } from '@sabha/domain/errors';
import type { EditIncident, OpenIncident } from '@sabha/domain/incident/contract';
import { changedFields, type ReportFields } from '@sabha/domain/incident/report';
import { act, authorise } from '../core/act.ts';
import type { MemberContext } from '../core/member-context.ts';
import { authorisedIncident } from './find.ts';

/** @throws SabhaError not_found, not_allowed; bad_input for what will be noticed in the future */
export async function openIncident(
  context: MemberContext,
  { ministryId, ...input }: OpenIncident,
): Promise<Readonly<{ incidentId: string }>> {
  await authorise(context, 'incident.open', { ministryId });
  const now = context.services.clock();
  const fields = fieldsOf(input, now);
  return act(context, async ({ tx, record }) => {
    const incidentId = await insertIncident(tx, { ministryId, ...fields, openedAt: now });
    const detail = { type: fields.type, noticedAt: fields.noticedAt.toISOString() };
    record({ event: 'incident.opened', outcome: 'ok', ministryId, subjectId: incidentId, detail });
    return { incidentId };
  });
}

/** Until it is closed. @throws SabhaError not_found, not_allowed, bad_input; conflict when somebody else has changed it since */
export async function editIncident(context: MemberContext, { incidentId, version, ...input }: EditIncident): Promise<void> {
  const before = await authorisedIncident(context, 'incident.edit', incidentId);
  const { ministryId } = before;
  if (before.closedAt) throw new SabhaError('conflict', { reason: 'closed' });
  const after = fieldsOf(input, context.services.clock());
  const changed = changedFields(before, after);
  const moved = changed.includes('noticedAt') && {
    noticedAt: { old: before.noticedAt.toISOString(), new: after.noticedAt.toISOString() },
  };
  // Another time has other deadlines: what was reminded of by the old one was not reminded of by it.
  const change = moved ? { ...after, remindersSent: [] } : after;
  await act(context, async ({ tx, record }) => {
    if (!(await changeIncident(tx, { incidentId, version }, change))) throw new SabhaError('conflict', { reason: 'changed' });
    const detail = { changed, ...moved };
    record({ event: 'incident.changed', outcome: 'ok', ministryId, subjectId: incidentId, detail });
  });
}

type Written = Readonly<Omit<ReportFields, 'noticedAt'> & { noticedAt: string }>;

function fieldsOf({ noticedAt, ...texts }: Written, now: Date): ReportFields {
  const fields = { ...texts, noticedAt: new Date(noticedAt) };
  if (fields.noticedAt.getTime() > now.getTime()) throw new SabhaError('bad_input', { field: 'noticedAt', reason: 'future' });
  return fields;
}
