import { replaceInvitees } from '@sabha/db/stores/invitees';
import { lockMeeting, type MeetingChanges, type MeetingRow, updateMeeting } from '@sabha/db/stores/meetings';
import { SabhaError } from '@sabha/domain/errors';
import type { EditMeetingInput } from '@sabha/domain/meeting/contract';
import { isDeepStrictEqual } from 'node:util';
import { act } from '../core/act.ts';
import type { MemberContext } from '../core/member-context.ts';
import { checkInvitees, checkSite, checkStart } from './check-input.ts';
import { authorisedMeeting } from './find.ts';

type Plan = Omit<EditMeetingInput, 'meetingId' | 'invitees'>;
/** What an invitation says: a change to any of these is mailed to everybody on the list. */
const told = ['title', 'description', 'startsAt', 'durationMinutes', 'timeZone', 'access'] as const satisfies (keyof Plan)[];

/** Puts the whole new state in place of the old; who needs to hear of it gets a mail. */
export async function editMeeting(context: MemberContext, input: EditMeetingInput): Promise<Readonly<{ meetingId: string }>> {
  const { services } = context;
  const { meetingId, invitees, ...plan } = input;
  const { ministryId } = await authorisedMeeting(context, 'meeting.edit', meetingId);
  await checkInvitees(services.db, { ministryId, invitees });
  checkSite(services.residency.policy, plan.options);

  return act(context, async ({ tx, record, enqueue, touch }) => {
    const now = services.clock();
    const current = await lockMeeting(tx, { meetingId, ministryId });
    if (!current) throw new SabhaError('not_found');
    checkEditable(current, plan.startsAt, now);
    const changed = differences(current, plan);
    const isTold = told.some((field) => field in changed);
    const { present, added, removed } = await replaceInvitees(tx, { meetingId, ministryId, wanted: invitees, at: now });
    // RFC 5546: any message that follows the first one carries a higher SEQUENCE. Who was off the list and comes back has
    // been sent one as well.
    const sequence = current.sequence + (isTold || added.length + removed.length > 0 ? 1 : 0);
    await updateMeeting(tx, { meetingId, ministryId, changes: { ...plan, sequence } });

    const mail = (inviteeId: string) => ({ meetingId, inviteeId, sequence });
    const fresh = new Set(added);
    for (const inviteeId of added) await enqueue('mail.invitation', mail(inviteeId));
    for (const inviteeId of removed) await enqueue('mail.meeting_cancelled', mail(inviteeId));
    if (isTold) for (const id of present.filter((id) => !fresh.has(id))) await enqueue('mail.meeting_changed', mail(id));
    record({ event: 'meeting.edited', outcome: 'ok', meetingId, ministryId, detail: { changed, added, removed } });
    touch(meetingId);
    return { meetingId };
  });
}

function checkEditable(current: MeetingRow, startsAt: Date, now: Date): void {
  if (current.status === 'ended') throw new SabhaError('meeting_ended');
  if (current.status === 'cancelled') throw new SabhaError('meeting_cancelled');
  if (startsAt.getTime() === current.startsAt.getTime()) return; // what began late may still be edited
  if (current.status === 'live') throw new SabhaError('conflict', { field: 'startsAt', reason: 'live' });
  checkStart(startsAt, now);
}

/** Old and new of each field that differs. A description may hold anything, so only that it changed is told. */
function differences(current: MeetingRow, plan: Plan): Readonly<Record<string, unknown>> {
  const changed: Record<string, unknown> = {};
  for (const field of Object.keys(plan) as (keyof Plan & keyof MeetingChanges)[]) {
    if (isDeepStrictEqual(current[field], plan[field])) continue;
    changed[field] = field === 'description' ? true : { old: current[field], new: plan[field] };
  }
  return changed;
}
