import type { WriteTx } from '@sabha/db/connect';
import { findRoomById, type Room, type RoomState } from '@sabha/db/stores/rooms';
import { SabhaError } from '@sabha/domain/errors';
import { authorise, refuse } from '../core/act.ts';
import type { Context } from '../core/context.ts';
import { roomFacts } from '../join/place.ts';
import { standingNow } from '../meeting/standing.ts';

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

type Hold = Readonly<{ meetingId: string; hold: (tx: WriteTx, meetingId: string) => Promise<RoomState> }>;

/**
 * Holds the meeting (rooms.shareRoom, rooms.lockRoom), and requires that the actor runs it still: they may have been dismissed
 * while they waited for the hold. @throws SabhaError not_allowed
 */
export async function holdAsHost({ actor }: Context, tx: WriteTx, { meetingId, hold }: Hold): Promise<RoomState> {
  const state = await hold(tx, meetingId);
  const role = actor.kind === 'member' ? await standingNow(tx, { meetingId, personId: actor.personId }) : null;
  if (role !== 'host') throw new SabhaError('not_allowed');
  return state;
}
