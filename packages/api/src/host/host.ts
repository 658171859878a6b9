import { findRoomById, type Room } from '@sabha/db/stores/rooms';
import { SabhaError } from '@sabha/domain/errors';
import { authorise, refuse } from '../core/act.ts';
import type { Context } from '../core/context.ts';
import { roomFacts } from '../join/place.ts';

/** The meeting, once policy has said that the actor runs it. @throws SabhaError not_signed_in, not_found, not_allowed; recorded */
export async function requireHost(context: Context, meetingId: string): Promise<Room> {
  const { actor, services } = context;
  const email = actor.kind === 'member' ? actor.email : null;
  const room = await findRoomById(services.db, { meetingId, email });
  if (room) {
    await authorise(context, 'room.host', roomFacts(room));
    return room;
  }
  // The same answers as for a meeting that exists and is not theirs.
  return refuse(context, new SabhaError(actor.kind === 'anonymous' ? 'not_signed_in' : 'not_found'), {
    event: 'access.denied',
    outcome: 'refused',
    subjectId: meetingId,
    detail: { action: 'room.host', reason: 'nothing of that id' },
  });
}
