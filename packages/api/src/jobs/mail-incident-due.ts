import { findIncidentForMail, listAdministrators } from '@sabha/db/stores/incidents';
import { findPerson } from '@sabha/db/stores/people';
import { deadlinesOf } from '@sabha/domain/incident/clock';
import { incidentMail } from '../mail/incident-mail.ts';
import type { JobPayload } from './jobs.ts';
import type { JobRun } from './run.ts';

/** To one administrator, unless it has been reported meanwhile or they are none any more. Who is mailed was recorded with the reminder. */
export async function mailIncidentDue(
  { incidentId, personId, hours }: JobPayload<'mail.incident_due'>,
  { services, mail }: JobRun,
): Promise<void> {
  const { db, clock, settings } = services;
  const [incident, person] = [await findIncidentForMail(db, incidentId), await findPerson(db, personId)];
  if (!incident || !person || incident.closedAt) return;
  if (!(await listAdministrators(db, incident.ministryId)).includes(personId)) return;
  const { report } = deadlinesOf(incident, clock());
  if (report.metAt) return;
  const { type } = incident;
  await mail.send(person, incidentMail({ incidentId, type, hours, by: report.by, person, publicUrl: settings.publicUrl }));
}
