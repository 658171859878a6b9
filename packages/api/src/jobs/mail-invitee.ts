import { lockInvitationForMail, markMailed } from '@sabha/db/stores/invitees';
import {
  cancelledMail,
  changedMail,
  type Entry,
  invitationMail,
  type MeetingMailFacts,
  withdrawnMail,
} from '../mail/meeting-mail.ts';
import { MailNotTaken } from '../mail/transport.ts';
import { openPasscode } from '../meeting/passcode.ts';
import type { JobPayload } from './jobs.ts';
import { actIfNeeded, type JobRun } from './run.ts';

type Found = NonNullable<Awaited<ReturnType<typeof lockInvitationForMail>>>;
const mails = { invitation: invitationMail, changed: changedMail, cancelled: cancelledMail, withdrawn: withdrawnMail };

/**
 * Tells one invitee how things stand now, whichever job brought it here: jobs overtake one another, and the last state is
 * the one to be told. Sending, marking and recording are one act, so a second run finds it done.
 */
export async function mailInvitee(payload: JobPayload<'mail.invitation'>, { services, mail, context }: JobRun): Promise<void> {
  await actIfNeeded(context, async ({ tx, record }, skip) => {
    const found = (await lockInvitationForMail(tx, payload)) ?? skip();
    if (found.mailedSequence !== null && found.mailedSequence >= payload.sequence) return skip();
    const occasion = occasionOf(found) ?? skip();
    const { meeting, invitee } = found;
    const about = { meetingId: meeting.id, ministryId: meeting.ministryId, subjectId: invitee.inviteeId };
    try {
      await mail.send(invitee, mails[occasion](factsOf(found, { services, mail })));
      record({ event: 'invitation.sent', outcome: 'ok', ...about, detail: { occasion, sequence: meeting.sequence } });
    } catch (error) {
      if (!(error instanceof MailNotTaken) || !error.isPermanent) throw error; // the queue tries again
      record({ event: 'invitation.failed', outcome: 'refused', ...about, detail: { occasion, sequence: meeting.sequence } });
    }
    await markMailed(tx, { inviteeId: invitee.inviteeId, sequence: meeting.sequence });
  });
}

/** Null when there is nothing to tell: a meeting that is over, or a withdrawal of what was never sent. */
function occasionOf({ meeting, removedAt, mailedSequence }: Found): keyof typeof mails | null {
  if (meeting.status === 'ended') return null;
  if (removedAt !== null || meeting.status === 'cancelled') {
    if (mailedSequence === null) return null;
    return meeting.status === 'cancelled' ? 'cancelled' : 'withdrawn';
  }
  return mailedSequence === null ? 'invitation' : 'changed';
}

function factsOf(found: Found, { services, mail }: Pick<JobRun, 'services' | 'mail'>): MeetingMailFacts {
  const { meeting, invitee, organiser } = found;
  return {
    meeting: { ...meeting, meetingId: meeting.id },
    organiser,
    invitee,
    entry: entryOf(found, services),
    publicUrl: services.settings.publicUrl,
    sender: mail.sender.email,
    stamp: services.clock(),
  };
}

/** How they get in: where links are not let out by account alone; the stage of a webinar, like any meeting, by passcode. */
function entryOf({ meeting, invitee }: Found, services: JobRun['services']): Entry {
  if (meeting.access !== 'link') return { by: 'account' };
  if (meeting.kind === 'webinar' && invitee.role === 'participant') return { by: 'link' };
  return { by: 'passcode', passcode: openPasscode(services, meeting) };
}
