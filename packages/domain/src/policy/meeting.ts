import type { Actor } from '../actor.ts';
import type { Access, InviteeRole, MeetingKind } from '../meeting/contract.ts';
import { allow, deny, type Rule } from './decision.ts';
import { administers, belongsTo, holds, holdsInDepartment } from './membership.ts';

/** What policy must know of a meeting, and of the actor's place in it. */
export type MeetingFacts = Readonly<{
  meetingId: string;
  ministryId: string;
  departmentId: string;
  organiserId: string;
  kind: MeetingKind;
  access: Access;
  /** How this actor is invited, by the verified mail address of their account; null when they are not. */
  invitation: InviteeRole | null;
}>;

/**
 * Who runs the meeting: its organiser, while of the ministry, and those invited as co-hosts who hold the role of a host (or
 * more) in the ministry. Nobody else, whatever their rank: being an administrator opens no door to a closed meeting.
 */
export function mayHost(actor: Actor, meeting: Pick<MeetingFacts, 'ministryId' | 'organiserId' | 'invitation'>): boolean {
  if (actor.kind !== 'member') return false;
  if (actor.personId === meeting.organiserId) return belongsTo(actor, meeting.ministryId);
  return meeting.invitation === 'cohost' && holds(actor, 'host', { ministryId: meeting.ministryId });
}

/** Who may change it: its organiser while a scheduler of the department, and the administrators of the ministry. */
export function mayEdit(actor: Actor, meeting: MeetingFacts): boolean {
  if (actor.kind !== 'member') return false;
  if (administers(actor, meeting.ministryId)) return true;
  return actor.personId === meeting.organiserId && holdsInDepartment(actor, 'scheduler', meeting);
}

/** Whether the meeting exists for this actor: run by them, open to their ministry, theirs to change, or they are invited. */
export function mayRead(actor: Actor, meeting: MeetingFacts): boolean {
  if (actor.kind !== 'member') return false;
  if (meeting.invitation !== null || mayHost(actor, meeting) || mayEdit(actor, meeting)) return true;
  return meeting.access !== 'invited' && belongsTo(actor, meeting.ministryId);
}

const schedule: Rule<Readonly<{ ministryId: string; departmentId: string }>> = (actor, where) => {
  if (holdsInDepartment(actor, 'scheduler', where)) return allow;
  return belongsTo(actor, where.ministryId)
    ? deny('not_allowed', 'only schedulers of the department')
    : deny('not_found', 'not of this ministry');
};

const read: Rule<MeetingFacts> = (actor, meeting) => (mayRead(actor, meeting) ? allow : deny('not_found', 'not theirs to see'));

const edit: Rule<MeetingFacts> = (actor, meeting) => {
  if (mayEdit(actor, meeting)) return allow;
  return mayRead(actor, meeting)
    ? deny('not_allowed', 'only the organiser and administrators')
    : deny('not_found', 'not theirs to see');
};

/** Who runs the meeting is its organiser's choice: an administrator who could appoint themselves would have a key to every door. */
const appointCohosts: Rule<MeetingFacts> = (actor, meeting) =>
  actor.kind === 'member' && actor.personId === meeting.organiserId && mayEdit(actor, meeting)
    ? allow
    : deny('not_allowed', 'only the organiser appoints co-hosts');

const readPasscode: Rule<MeetingFacts> = (actor, meeting) =>
  mayHost(actor, meeting) ? allow : deny('not_allowed', 'only those who run the meeting');

/** With mail addresses: for those who run the meeting or change it. */
const readInvitees: Rule<MeetingFacts> = (actor, meeting) =>
  mayHost(actor, meeting) || mayEdit(actor, meeting) ? allow : deny('not_allowed', 'only those who run or change the meeting');

const readAttendance: Rule<MeetingFacts> = (actor, meeting) => {
  if (mayHost(actor, meeting) || administers(actor, meeting.ministryId)) return allow;
  return mayRead(actor, meeting)
    ? deny('not_allowed', 'only those who run the meeting and administrators')
    : deny('not_found', 'not theirs to see');
};

/** An order of a court is addressed to the ministry, not to whoever ran the meeting. */
const holdRecords: Rule<MeetingFacts> = (actor, meeting) => {
  if (administers(actor, meeting.ministryId)) return allow;
  return mayRead(actor, meeting)
    ? deny('not_allowed', 'only administrators of the ministry')
    : deny('not_found', 'not theirs to see');
};

export const meetingRules = {
  'meeting.schedule': schedule,
  'meeting.read': read,
  'meeting.edit': edit,
  'meeting.cancel': edit,
  'meeting.appoint_cohosts': appointCohosts,
  'meeting.read_passcode': readPasscode,
  'meeting.read_invitees': readInvitees,
  'meeting.read_attendance': readAttendance,
  'meeting.read_receipt': readAttendance,
  'meeting.take_proof': readAttendance,
  'meeting.read_story': readAttendance,
  'meeting.hold_records': holdRecords,
};
