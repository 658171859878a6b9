import { listAttendance } from '@sabha/db/stores/attendance-report';
import { listInvitees } from '@sabha/db/stores/invitees';
import { listMeetings } from '@sabha/db/stores/meetings';
import { formatPasscode } from '@sabha/domain/meeting/codes';
import type { AttendanceRow, listMeetingsInput, MeetingDetail, MeetingSummary } from '@sabha/domain/meeting/contract';
import { can } from '@sabha/domain/policy/can';
import { type MeetingFacts, mayHost } from '@sabha/domain/policy/meeting';
import type { z } from 'zod';
import { act } from '../core/act.ts';
import { type MemberContext, viewerOf } from '../core/member-context.ts';
import { authorisedMeeting } from './find.ts';
import { readCursor, writeCursor } from './page-cursor.ts';
import { openPasscode } from './passcode.ts';
import { factsOf, summaryOf } from './views.ts';

type MeetingPage = Readonly<{ items: readonly MeetingSummary[]; nextCursor: string | null }>;

/** The meetings the actor runs or is invited to. */
export async function listOwnMeetings(
  { services, actor }: MemberContext,
  { when, cursor, limit }: z.infer<typeof listMeetingsInput>,
): Promise<MeetingPage> {
  const after = cursor === undefined ? null : readCursor(cursor);
  // One more than asked for: whether it comes tells whether there is a next page.
  const rows = await listMeetings(services.db, { viewer: viewerOf(actor), when, now: services.clock(), after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((meeting) => summaryOf(actor, meeting)),
    nextCursor: rows.length > limit && last ? writeCursor(last) : null,
  };
}

/** The list of the invited, with their addresses, goes to those who run or change the meeting; the passcode to those who run it. */
export async function readMeeting(
  context: MemberContext,
  { meetingId }: Readonly<{ meetingId: string }>,
): Promise<MeetingDetail> {
  const { services, actor } = context;
  const meeting = await authorisedMeeting(context, 'meeting.read', meetingId);
  const facts = factsOf(meeting);
  const may = (action: 'meeting.edit' | 'meeting.read_passcode' | 'meeting.read_invitees' | 'meeting.read_receipt') =>
    can(actor, action, facts).allowed;
  const invited = may('meeting.read_invitees') ? await listInvitees(services.db, facts) : [];
  if (invited.length > 0 && !mayHost(actor, facts)) await recordLook(context, facts, invited.length);
  return {
    ...summaryOf(actor, meeting),
    description: meeting.description,
    access: meeting.access,
    options: meeting.options,
    locked: meeting.locked,
    passcode: may('meeting.read_passcode') ? formatPasscode(openPasscode(services, meeting)) : null,
    invitees: invited.map(({ email, name, role }) => ({ email, name, role })),
    mayEdit: may('meeting.edit') && (meeting.status === 'scheduled' || meeting.status === 'live'),
    maySeeReceipt: meeting.startedAt !== null && may('meeting.read_receipt'),
  };
}

/** Who does not run the meeting reads the addresses of the invited by rank alone. */
async function recordLook(
  context: MemberContext,
  { meetingId, ministryId }: Pick<MeetingFacts, 'meetingId' | 'ministryId'>,
  invitees: number,
): Promise<void> {
  await act(context, async ({ record }) =>
    record({ event: 'invitees.viewed', outcome: 'ok', meetingId, ministryId, detail: { invitees } }),
  );
}

/** Personal data: that somebody read it is recorded. */
export async function readAttendance(
  context: MemberContext,
  { meetingId }: Readonly<{ meetingId: string }>,
): Promise<readonly AttendanceRow[]> {
  const { ministryId } = await authorisedMeeting(context, 'meeting.read_attendance', meetingId);
  return act(context, async ({ tx, record }) => {
    const rows = await listAttendance(tx, { meetingId, ministryId });
    record({ event: 'attendance.viewed', outcome: 'ok', meetingId, ministryId, detail: { rows: rows.length } });
    return rows;
  });
}
