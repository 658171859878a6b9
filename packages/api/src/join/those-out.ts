import { findRoomById } from '@sabha/db/stores/rooms';
import { SabhaError } from '@sabha/domain/errors';
import { whyOut } from '@sabha/domain/meeting/door';
import { mayHost } from '@sabha/domain/policy/meeting';
import { refuse } from '../core/act.ts';
import type { Context } from '../core/context.ts';
import { type Place, placeOfGuest, placeOfMember, roomFacts } from './place.ts';

type Knocking = Readonly<{ joinCode: string; as: 'member' | 'guest' | 'audience' }>;

/**
 * Whoever was put out by account does not come back as a guest from the same session, nor the other way round. Who runs the
 * meeting is not kept out of it by what became of a guest in the same browser: they put that guest out themselves, as often as not.
 * @throws SabhaError entry_denied, removed_by_host; recorded
 */
export async function refuseThoseOut(context: Context, { joinCode, as }: Knocking): Promise<void> {
  // A member's own place is judged where they enter, once it is known that they are called at all.
  const places = [as === 'member' ? undefined : await placeOfMember(context, joinCode), await placeOfGuest(context, joinCode)];
  for (const place of places) {
    const code = place && whyOut(place.participant.status);
    // Who was called no longer and is again is judged like somebody new.
    if (!code || code === 'not_called' || (await isOfHost(context, place))) continue;
    const { room, participant } = place;
    await refuse(place.context, new SabhaError(code), {
      event: 'door.refused',
      outcome: 'refused',
      meetingId: room.id,
      ministryId: room.ministryId,
      subjectId: participant.id,
      detail: { as, reason: code },
    });
  }
}

async function isOfHost({ actor, services }: Context, { room, participant }: Place): Promise<boolean> {
  if (actor.kind !== 'member' || participant.personId !== null) return false;
  const seen = await findRoomById(services.db, { meetingId: room.id, email: actor.email });
  return seen !== undefined && mayHost(actor, roomFacts(seen));
}
