import { listInvitees } from '@sabha/db/stores/invitees';
import { lockMeeting, updateMeeting } from '@sabha/db/stores/meetings';
import { SabhaError } from '@sabha/domain/errors';
import { act } from '../core/act.ts';
import type { MemberContext } from '../core/member-context.ts';
import { authorisedMeeting } from './find.ts';

/** Calls off what has not begun; what runs is ended by its host instead. */
export async function cancelMeeting(
  context: MemberContext,
  { meetingId }: Readonly<{ meetingId: string }>,
): Promise<Readonly<{ meetingId: string }>> {
  const { ministryId, organiserId } = await authorisedMeeting(context, 'meeting.cancel', meetingId);
  const by = context.actor.personId;
  return act(context, async ({ tx, record, enqueue, touch }) => {
    const current = await lockMeeting(tx, { meetingId, ministryId });
    if (!current) throw new SabhaError('not_found');
    if (current.status === 'ended') throw new SabhaError('meeting_ended');
    if (current.status === 'cancelled') throw new SabhaError('meeting_cancelled');
    if (current.status === 'live') throw new SabhaError('conflict', { reason: 'live' });
    const sequence = current.sequence + 1;
    await updateMeeting(tx, { meetingId, ministryId, changes: { status: 'cancelled', sequence } });
    const invited = await listInvitees(tx, { meetingId, ministryId });
    for (const { inviteeId } of invited) await enqueue('mail.meeting_cancelled', { meetingId, inviteeId, sequence });
    const none = { changed: [], invited: 0, takenOff: 0, reassigned: 0 };
    if (by !== organiserId) await enqueue('mail.organiser_told', { meetingId, by, did: 'cancelled', ...none });
    record({ event: 'meeting.cancelled', outcome: 'ok', meetingId, ministryId });
    touch(meetingId);
    return { meetingId };
  });
}
