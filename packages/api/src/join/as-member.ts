import type { Participant } from '@sabha/db/stores/participants';
import { findRoomByCode, type Room } from '@sabha/db/stores/rooms';
import type { DoorView } from '@sabha/domain/meeting/room-contract';
import { can } from '@sabha/domain/policy/can';
import type { MemberContext } from '../core/member-context.ts';
import { limits, takePoints } from '../core/rate-limit.ts';
import { doorView } from '../door/view.ts';
import { enter } from './enter.ts';
import { roomFacts } from './place.ts';
import { guardedAttempt } from './refusal.ts';
import { refuseThoseOut } from './those-out.ts';

/** Somebody with an account, called to the meeting. @throws SabhaError join_refused, too_many_attempts, or the door's */
export async function joinAsMember(context: MemberContext, { joinCode }: Readonly<{ joinCode: string }>): Promise<DoorView> {
  const { services, actor } = context;
  await refuseThoseOut(context, { joinCode, as: 'member' });
  const room = await guardedAttempt(context, {
    as: 'member',
    counted: [{ limit: limits.wrongCodeByMember, key: actor.personId }],
    isGuess: true,
    async try() {
      const found = await findRoomByCode(services.db, { joinCode, email: actor.email });
      if (!found) return { refused: 'no_such_meeting', meetingId: null };
      if (!can(actor, 'room.join_as_member', roomFacts(found)).allowed) return { refused: 'not_called', meetingId: found.id };
      return found;
    },
  });
  return doorView(room, await enterAsMember(context, room));
}

export async function enterAsMember(context: MemberContext, room: Room): Promise<Participant> {
  const { actor, services } = context;
  await takePoints(services, [{ limit: limits.actsByPlace, key: `${room.id}\0${actor.personId}` }]);
  return enter(context, { room, holder: { personId: actor.personId }, displayName: actor.name });
}
