import { authorise } from '../core/act.ts';
import type { Context } from '../core/context.ts';
import { enforce } from '../host/enforce.ts';
import { findPlaceOf, type Place, placeFacts } from '../join/place.ts';
import { moveStage } from './stage.ts';
import { countAct, takePart } from './take-part.ts';

type InCall = Readonly<{ joinCode: string }>;

export async function raiseHand(context: Context, { joinCode, raised }: InCall & Readonly<{ raised: boolean }>): Promise<void> {
  await move(await takingPart(context, joinCode), raised ? 'raise' : 'lower');
}

/** Only after a host has called them. */
export async function acceptStage(context: Context, { joinCode }: InCall): Promise<void> {
  await move(await takingPart(context, joinCode), 'accept');
}

export async function leaveStage(context: Context, { joinCode }: InCall): Promise<void> {
  await move(await takingPart(context, joinCode), 'leave');
}

/** Says that the call is left, for the media server would find out later; the place is kept, so they may come back. */
export async function leaveCall(context: Context, { joinCode }: InCall): Promise<void> {
  const place = await findPlaceOf(context, joinCode);
  if (!place || place.participant.status !== 'admitted' || place.room.status !== 'live') return;
  await countAct(place);
  const { stage, identity } = place.participant;
  if (stage !== 'none') await move(place, stage === 'on_stage' ? 'leave' : 'lower');
  await enforce(context, 'evict', () => context.services.media.evict(place.room.id, identity));
}

async function takingPart(context: Context, joinCode: string): Promise<Place> {
  const place = await takePart(context, joinCode);
  await authorise(place.context, 'room.take_part', placeFacts(place));
  return place;
}

const move = ({ context, room, participant }: Place, how: Parameters<typeof moveStage>[2]): Promise<void> =>
  moveStage(context, { room, participantId: participant.id }, how);
