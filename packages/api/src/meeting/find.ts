import { findMeeting, type MeetingForViewer } from '@sabha/db/stores/meetings';
import { authorise } from '../core/act.ts';
import { type MemberContext, viewerOf } from '../core/member-context.ts';
import { refuseAbsent } from '../core/refuse-absent.ts';
import { factsOf } from './views.ts';

type MeetingAction =
  | 'meeting.read'
  | 'meeting.edit'
  | 'meeting.cancel'
  | 'meeting.read_attendance'
  | 'meeting.read_receipt'
  | 'meeting.take_proof'
  | 'meeting.read_story'
  | 'meeting.hold_records';

/** The meeting, once policy has allowed the action on it. @throws SabhaError not_found, not_allowed; both are recorded. */
export async function authorisedMeeting(
  context: MemberContext,
  action: MeetingAction,
  meetingId: string,
): Promise<MeetingForViewer> {
  const meeting = await findMeeting(context.services.db, { meetingId, viewer: viewerOf(context.actor) });
  if (!meeting) return refuseAbsent(context, action, meetingId);
  await authorise(context, action, factsOf(meeting));
  return meeting;
}
