import { findPlaceByCode, type Participant } from '@sabha/db/stores/participants';
import { findRoomById, type Room } from '@sabha/db/stores/rooms';
import { SabhaError } from '@sabha/domain/errors';
import { whyOut } from '@sabha/domain/meeting/door';
import type { MeetingFacts } from '@sabha/domain/policy/meeting';
import type { PlaceFacts } from '@sabha/domain/policy/room';
import type { Context } from '../core/context.ts';
import { hashToken } from '../core/random-token.ts';

/** A place in a meeting that the request has proved to be its own, by its session or by the secret of its browser. */
export type Place = Readonly<{
  room: Room;
  participant: Participant;
  /** The request, acting as who holds the place. */
  context: Context;
}>;

/**
 * The one they act by: that of their account, unless it only watches and they hold another by a passcode. Null when the request
 * holds no place at that code; whether there is such a meeting does not show, not even in the time.
 */
export async function findPlaceOf(context: Context, joinCode: string): Promise<Place | null> {
  const [own, guests] = [await placeOfMember(context, joinCode), await placeOfGuest(context, joinCode)];
  if (!own || !guests) return own ?? guests;
  const onlyWatches = own.participant.role === 'audience' && whyOut(own.participant.status) === null;
  return onlyWatches && guests.participant.role !== 'audience' ? guests : own;
}

/** @throws SabhaError join_refused when the request holds no place there. */
export async function requirePlace(context: Context, joinCode: string): Promise<Place> {
  const place = await findPlaceOf(context, joinCode);
  if (place === null) throw new SabhaError('join_refused');
  return place;
}

export async function placeOfMember(context: Context, joinCode: string): Promise<Place | null> {
  const { actor, services } = context;
  if (actor.kind !== 'member') return null;
  const participant = await findPlaceByCode(services.db, { joinCode, holder: { personId: actor.personId } });
  return participant ? inRoom(context, participant) : null;
}

export async function placeOfGuest(context: Context, joinCode: string): Promise<Place | null> {
  const secret = context.guestSecret(joinCode);
  if (secret === undefined) return null;
  const holder = { secretHash: hashToken(secret) };
  const participant = await findPlaceByCode(context.services.db, { joinCode, holder });
  if (!participant) return null;
  const { id: participantId, meetingId } = participant;
  return inRoom({ ...context, actor: { kind: 'guest', participantId, meetingId } }, participant);
}

async function inRoom(context: Context, participant: Participant): Promise<Place> {
  const { services, actor } = context;
  const email = actor.kind === 'member' ? actor.email : null;
  const room = await findRoomById(services.db, { meetingId: participant.meetingId, email });
  if (!room) throw new Error('a place in no meeting');
  return { room, participant, context };
}

/** What policy looks at. */
export function roomFacts({ id, ministryId, departmentId, organiserId, kind, access, invitation }: Room): MeetingFacts {
  return { meetingId: id, ministryId, departmentId, organiserId, kind, access, invitation };
}

export function placeFacts({ room, participant }: Pick<Place, 'room' | 'participant'>): PlaceFacts {
  const { id: participantId, personId, status, role } = participant;
  return { meetingId: room.id, meetingStatus: room.status, participantId, personId, status, role };
}
