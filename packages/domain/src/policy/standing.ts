import type { Actor } from '../actor.ts';
import type { ParticipantRole } from '../meeting/contract.ts';
import { roleOfMember } from '../meeting/role.ts';
import { can } from './can.ts';
import { type MeetingFacts, mayHost } from './meeting.ts';

/** What somebody with an account is in a room, by what they are at this moment; null when they are called to it no longer. */
export function standingIn(actor: Actor, meeting: MeetingFacts): ParticipantRole | null {
  const isCalled = can(actor, 'room.join_as_member', meeting).allowed || can(actor, 'room.join_as_audience', meeting).allowed;
  return isCalled ? roleOfMember(meeting.kind, { hosts: mayHost(actor, meeting), invitation: meeting.invitation }) : null;
}

/** The same of somebody without an account, by how they came: guests stay where links lead in, the audience where anybody may watch. */
export function standingOfGuest(
  role: ParticipantRole,
  meeting: Pick<MeetingFacts, 'meetingId' | 'kind' | 'access'>,
): ParticipantRole | null {
  const action = role === 'audience' ? 'room.join_as_audience' : 'room.join_as_guest';
  return can({ kind: 'anonymous' }, action, meeting).allowed ? role : null;
}

/** A place as it was when its holder came, and where the meeting stands. */
export type StandingPlace = Readonly<{ status: 'waiting' | 'admitted'; role: ParticipantRole; hasBegun: boolean }>;

/**
 * What becomes of a place whose holder is something else now. Who is called no longer is out. Who runs the meeting now is in;
 * who does so no longer keeps their seat in a call that goes on, but waits like everybody else for one that has not begun. Who
 * only watched and comes to speak waits for a nod: nobody rises to a stage by a list alone.
 */
export function placeAfter(
  { status, role, hasBegun }: StandingPlace,
  now: ParticipantRole | null,
): Readonly<{ status: 'waiting' | 'admitted' | 'uncalled'; role: ParticipantRole }> {
  if (now === null) return { status: 'uncalled', role };
  if (now === role) return { status, role };
  if (now === 'host') return { status: 'admitted', role: now };
  const isNewThere = role === 'audience' || (role === 'host' && !hasBegun);
  return { status: isNewThere ? 'waiting' : status, role: now };
}
