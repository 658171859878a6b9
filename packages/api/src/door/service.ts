import { SabhaError } from '@sabha/domain/errors';
import { whyOut } from '@sabha/domain/meeting/door';
import type { DoorView } from '@sabha/domain/meeting/room-contract';
import { can } from '@sabha/domain/policy/can';
import type { Context } from '../core/context.ts';
import { findPlaceOf, type Place, requirePlace, roomFacts } from '../join/place.ts';
import { type Snapshots, snapshots } from '../live/snapshots.ts';
import { refreshed } from '../live/still-entitled.ts';
import { doorView } from './view.ts';

type AtDoor = Readonly<{ joinCode: string }>;

/** Null for those who have not asked to come in, or are called to it no longer; nothing else shows of the meeting. */
export async function currentDoor(context: Context, { joinCode }: AtDoor): Promise<DoorView | null> {
  const place = await findPlaceOf(context, joinCode);
  return place && isCalled(place) ? doorView(place.room, place.participant) : null;
}

/** A member's right to be here follows their invitations and memberships; a guest had the passcode. */
function isCalled({ context: { actor }, room }: Place): boolean {
  if (actor.kind !== 'member') return true;
  const facts = roomFacts(room);
  return can(actor, 'room.join_as_member', facts).allowed || can(actor, 'room.join_as_audience', facts).allowed;
}

/** Ends after the meeting has ended, or the participant was put out: nothing more will change. */
export async function* watchDoor(
  context: Context,
  { joinCode, lastEventId }: AtDoor & Readonly<{ lastEventId?: string | null | undefined }>,
  signal: AbortSignal,
): Snapshots<DoorView> {
  const { room, participant } = await requirePlace(context, joinCode);
  const read = async () => {
    const view = await currentDoor(await refreshed(context), { joinCode });
    if (view === null) throw new SabhaError('join_refused');
    return view;
  };
  const subscriber = { holder: participant.id, participantId: participant.id, address: context.address };
  yield* snapshots(context.services.live.watch(room.id, signal, subscriber), read, { isFinal, lastEventId });
}

const isFinal = ({ status, meeting }: DoorView): boolean =>
  whyOut(status) !== null || meeting.status === 'ended' || meeting.status === 'cancelled';
