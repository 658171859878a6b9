/** The job: administrators are mailed three, five and six hours after an incident was noticed, while nobody has reported it. */
import { listAdministrators, listUnreported, lockIncident, markReminded } from '@sabha/db/stores/incidents';
import { dueReminder, reminderHours } from '@sabha/domain/incident/clock';
import { actIfNeeded } from '../core/act-if-needed.ts';
import type { Context } from '../core/context.ts';

/** Of one turn; the next is a minute later. */
const AT_ONCE = 100;
const HOUR_MS = 60 * 60_000;

/** The mark, the entry and the mails are one commit: a reminder is sent once, whoever runs this and however often. */
export async function remindOfIncidents(context: Context): Promise<void> {
  const { db, clock } = context.services;
  const noticedBefore = new Date(clock().getTime() - reminderHours[0] * HOUR_MS);
  const unreported = await listUnreported(db, { noticedBefore, limit: AT_ONCE });
  for (const { id } of unreported) await remind(context, id);
}

async function remind(context: Context, incidentId: string): Promise<void> {
  await actIfNeeded(context, async ({ tx, record, enqueue }, skip) => {
    const incident = await lockIncident(tx, incidentId);
    if (!incident) return skip();
    const { ministryId, remindersSent } = incident;
    const due = dueReminder(incident, { sent: remindersSent, now: context.services.clock() });
    if (!due) return skip();
    const administrators = await listAdministrators(tx, ministryId);
    await markReminded(tx, { incidentId, sent: [...remindersSent, ...due.covers] });
    for (const personId of administrators) await enqueue('mail.incident_due', { incidentId, personId, hours: due.hours });
    const detail = { hours: due.hours, administrators: administrators.length };
    record({ event: 'incident.reminded', outcome: 'ok', ministryId, subjectId: incidentId, detail });
  });
}
