import { findMeetingOfOrganiser } from '@sabha/db/stores/meetings';
import { findPerson, membershipsOf } from '@sabha/db/stores/people';
import { act } from '../core/act.ts';
import { organiserMail } from '../mail/organiser-mail.ts';
import type { JobPayload } from './jobs.ts';
import type { JobRun } from './run.ts';

/**
 * Tells the organiser what somebody else did to their meeting, while they are of its ministry. Cut off between sending and
 * recording it is told again, rather than not at all.
 */
export async function mailOrganiser({ meetingId, by, ...change }: JobPayload<'mail.organiser_told'>, run: JobRun): Promise<void> {
  const { services, mail, context } = run;
  const meeting = await findMeetingOfOrganiser(services.db, meetingId);
  const editor = await findPerson(services.db, by);
  if (!meeting || !editor) return;
  const { organiser, ministryId } = meeting;
  const memberships = await membershipsOf(services.db, organiser.personId);
  if (!memberships.some((membership) => membership.ministryId === ministryId)) return;
  await mail.send(organiser, organiserMail({ meeting, organiser, editor, change, publicUrl: services.settings.publicUrl }));
  await act(context, async ({ record }) =>
    record({ event: 'organiser.told', outcome: 'ok', meetingId, ministryId, subjectId: organiser.personId, detail: { by } }),
  );
}
