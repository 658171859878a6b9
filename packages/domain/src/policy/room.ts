import type { Actor } from '../actor.ts';
import type { Access, MeetingKind, MeetingStatus, ParticipantRole } from '../meeting/contract.ts';
import { whyNoPass } from '../meeting/door.ts';
import type { ParticipantStatus } from '../meeting/room-contract.ts';
import { allow, deny, type Rule } from './decision.ts';
import { type MeetingFacts, mayHost, mayRead } from './meeting.ts';
import { belongsTo } from './membership.ts';

/** A participant's place in a meeting, and whose it is. */
export type PlaceFacts = Readonly<{
  meetingId: string;
  meetingStatus: MeetingStatus;
  participantId: string;
  /** Null for a guest. */
  personId: string | null;
  status: ParticipantStatus;
  role: ParticipantRole;
}>;

/** Whoever is called to the meeting: those who run it, the invited, and the ministry unless it is for the invited only. */
const joinAsMember: Rule<MeetingFacts> = (actor, meeting) => {
  const called =
    mayHost(actor, meeting) ||
    (actor.kind === 'member' && meeting.invitation !== null) ||
    (meeting.access !== 'invited' && belongsTo(actor, meeting.ministryId));
  return called ? allow : deny('join_refused', 'not called to this meeting');
};

/** Guests come only where the organiser let links out. That the passcode was right is the caller's to have checked. */
const joinAsGuest: Rule<Readonly<{ meetingId: string; access: Access }>> = (actor, { access }) =>
  actor.kind !== 'system' && access === 'link' ? allow : deny('join_refused', 'no guests here');

/** A webinar that lets links out is public: anybody may watch it. */
const joinAsAudience: Rule<Readonly<{ meetingId: string; kind: MeetingKind; access: Access }>> = (actor, { kind, access }) =>
  actor.kind !== 'system' && kind === 'webinar' && access === 'link' ? allow : deny('join_refused', 'not a public webinar');

/** Every control a host has. To those who may not know of the meeting it does not exist. */
const host: Rule<MeetingFacts> = (actor, meeting) => {
  if (mayHost(actor, meeting)) return allow;
  if (actor.kind === 'anonymous') return deny('not_signed_in', 'controls need an account');
  const inside = mayRead(actor, meeting) || (actor.kind === 'guest' && actor.meetingId === meeting.meetingId);
  return inside ? deny('not_allowed', 'only those who run the meeting') : deny('not_found', 'not theirs to see');
};

const isTheirs = (actor: Actor, place: PlaceFacts): boolean =>
  (actor.kind === 'member' && actor.personId === place.personId) ||
  (actor.kind === 'guest' && actor.participantId === place.participantId && actor.meetingId === place.meetingId);

/** A media token: for one's own place, and only when the door is behind them. */
const pass: Rule<PlaceFacts> = (actor, place) => {
  if (!isTheirs(actor, place)) return deny('not_allowed', 'not their place');
  const code = whyNoPass(place.meetingStatus, place);
  return code === null ? allow : deny(code, `${place.status} in a meeting that is ${place.meetingStatus}`);
};

/** Hands and the stage: for those who are in, while it goes on. */
const takePart: Rule<PlaceFacts> = (actor, place) => {
  if (!isTheirs(actor, place)) return deny('not_allowed', 'not their place');
  if (place.meetingStatus === 'live' && place.status === 'admitted') return allow;
  const code = whyNoPass(place.meetingStatus, place) ?? 'meeting_not_started';
  return deny(code, `${place.status} in a meeting that is ${place.meetingStatus}`);
};

export const roomRules = {
  'room.join_as_member': joinAsMember,
  'room.join_as_guest': joinAsGuest,
  'room.join_as_audience': joinAsAudience,
  'room.host': host,
  'room.pass': pass,
  'room.take_part': takePart,
};
