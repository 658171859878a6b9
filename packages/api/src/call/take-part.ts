import type { Context } from '../core/context.ts';
import { limits, takePoints } from '../core/rate-limit.ts';
import { type Place, requirePlace } from '../join/place.ts';

/** The place that the request acts by, once its holder has an act left in this minute. @throws SabhaError join_refused, too_many_attempts */
export async function takePart(context: Context, joinCode: string): Promise<Place> {
  const place = await requirePlace(context, joinCode);
  await countAct(place);
  return place;
}

export const countAct = ({ context, participant }: Place): Promise<void> =>
  takePoints(context.services, [{ limit: limits.actsByPlace, key: participant.id }]);
