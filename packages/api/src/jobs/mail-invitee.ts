import { claimForMail, findInvitationForMail, giveUpClaim, type InvitationForMail, markMailed } from '@sabha/db/stores/invitees';
import { act } from '../core/act.ts';
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
import { type JobRun, TryLater } from './run.ts';

const mails = { invitation: invitationMail, changed: changedMail, cancelled: cancelledMail, withdrawn: withdrawnMail };
type Due = InvitationForMail & Readonly<{ occasion: keyof typeof mails }>;

/** Longer than the queue lets a job run: a claim that its job has left behind is in nobody's way for long. */
const CLAIM_MS = 150_000;

/**
 * Tells one invitee how things stand now, whichever job brought it here: jobs overtake one another, and the last state is
 * the one to be told. The relay may take its time: meanwhile they are claimed, by a mark that has been committed, and no row is
 * held. Sending comes before marking, so what is cut off in between is told a second time rather than not at all; calendars
 * know the two for one by their SEQUENCE. @throws TryLater while another job tells them
 */
export async function mailInvitee(payload: JobPayload<'mail.invitation'>, run: JobRun): Promise<void> {
  const { services } = run;
  const find = async () => dueOf(await findInvitationForMail(services.db, payload), payload.sequence);
  if ((await find()) === null) return;
  const { inviteeId } = payload;
  const now = services.clock();
  const until = new Date(now.getTime() + CLAIM_MS);
  if (!(await claimForMail(services.db, { ...payload, now, until }))) throw new TryLater('another job tells this invitee');
  try {
    const due = await find(); // anew: who had them before may have told it all
    if (due) await tell(due, run);
  } finally {
    await giveUpClaim(services.db, { inviteeId, until });
  }
}

async function tell(due: Due, { services, mail, context }: JobRun): Promise<void> {
  const { meeting, invitee, occasion } = due;
  const about = { meetingId: meeting.id, ministryId: meeting.ministryId, subjectId: invitee.inviteeId };
  const detail = { occasion, sequence: meeting.sequence };
  const isTaken = await mail.send(invitee, mails[occasion](factsOf(due, { services, mail }))).then(
    () => true,
    (error: unknown) => {
      if (error instanceof MailNotTaken && error.isPermanent) return false;
      throw error; // the queue tries again
    },
  );
  await act(context, async ({ tx, record }) => {
    await markMailed(tx, { inviteeId: invitee.inviteeId, sequence: meeting.sequence });
    if (isTaken) record({ event: 'invitation.sent', outcome: 'ok', ...about, detail });
    else record({ event: 'invitation.failed', outcome: 'refused', ...about, detail });
  });
}

/** Null when they have been told that state or a later one, and when there is nothing to tell. */
function dueOf(found: InvitationForMail | undefined, sequence: number): Due | null {
  if (!found || (found.mailedSequence !== null && found.mailedSequence >= sequence)) return null;
  const occasion = occasionOf(found);
  return occasion === null ? null : { ...found, occasion };
}

/** Null when there is nothing to tell: a meeting that is over, or a withdrawal of what was never sent. */
function occasionOf({ meeting, removedAt, mailedSequence }: InvitationForMail): keyof typeof mails | null {
  if (meeting.status === 'ended') return null;
  if (removedAt !== null || meeting.status === 'cancelled') {
    if (mailedSequence === null) return null;
    return meeting.status === 'cancelled' ? 'cancelled' : 'withdrawn';
  }
  return mailedSequence === null ? 'invitation' : 'changed';
}

function factsOf(found: InvitationForMail, { services, mail }: Pick<JobRun, 'services' | 'mail'>): MeetingMailFacts {
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
function entryOf({ meeting, invitee }: InvitationForMail, services: JobRun['services']): Entry {
  if (meeting.access !== 'link') return { by: 'account' };
  if (meeting.kind === 'webinar' && invitee.role === 'participant') return { by: 'link' };
  return { by: 'passcode', passcode: openPasscode(services, meeting) };
}
