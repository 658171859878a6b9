import { findRoomByCode } from '@sabha/db/stores/rooms';
import type { DoorView } from '@sabha/domain/meeting/room-contract';
import { can } from '@sabha/domain/policy/can';
import { defaultLocale, isLocale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import type { Context } from '../core/context.ts';
import { byAddress, limits } from '../core/rate-limit.ts';
import { doorView } from '../door/view.ts';
import { enterAsGuest, returnAsGuest } from './as-guest.ts';
import { enterAsMember } from './as-member.ts';
import { placeOfGuest, roomFacts } from './place.ts';
import { guardedAttempt } from './refusal.ts';
import { refuseThoseOut } from './those-out.ts';

/**
 * One click into a public webinar, without a name if one likes. Somebody with an account holds the place by it, in the role
 * they are called in. @throws SabhaError join_refused, too_many_attempts, or what the door says
 */
export async function joinAsAudience(
  context: Context,
  { joinCode, displayName }: Readonly<{ joinCode: string; displayName?: string | undefined }>,
): Promise<DoorView> {
  const { actor, services } = context;
  await refuseThoseOut(context, { joinCode, as: 'audience' });
  const held = await placeOfGuest(context, joinCode);
  if (held) return doorView(held.room, await returnAsGuest(context, held.room, held.participant));
  const room = await guardedAttempt(context, {
    as: 'audience',
    counted: byAddress(limits.wrongCodeByAddress, context.address),
    isGuess: false, // the codes of public webinars are public
    async try() {
      const email = actor.kind === 'member' ? actor.email : null;
      const found = await findRoomByCode(services.db, { joinCode, email });
      if (!found) return { refused: 'no_such_meeting', meetingId: null };
      const isOpen = can(actor, 'room.join_as_audience', roomFacts(found)).allowed;
      return isOpen ? found : { refused: 'no_guests', meetingId: found.id };
    },
  });
  if (actor.kind === 'member') return doorView(room, await enterAsMember({ ...context, actor }, room));
  const name = displayName ?? viewerName(context);
  return doorView(room, await enterAsGuest(context, { room, role: 'audience', displayName: name }));
}

/** For hosts to tell raised hands apart. */
function viewerName({ services, locale }: Context): string {
  const [high = 0, low = 0] = services.random(2);
  const t = translator(isLocale(locale) ? locale : defaultLocale, 'door');
  return t('door.viewerName', { number: String(1000 + ((high * 256 + low) % 9000)) });
}
