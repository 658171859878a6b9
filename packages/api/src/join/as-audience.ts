import type { Participant } from '@sabha/db/stores/participants';
import { findRoomByCode, type Room } from '@sabha/db/stores/rooms';
import { whyNoPass } from '@sabha/domain/meeting/door';
import type { DoorView, Watching } from '@sabha/domain/meeting/room-contract';
import { can } from '@sabha/domain/policy/can';
import { defaultLocale, isLocale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import { issuePass, mint } from '../call/pass.ts';
import type { Context } from '../core/context.ts';
import { askOnce } from '../core/gather.ts';
import { byAddress, limits } from '../core/rate-limit.ts';
import type { Services } from '../core/services.ts';
import { doorView } from '../door/view.ts';
import { placeRoom } from '../residency/place-room.ts';
import { returnAsGuest } from './as-guest.ts';
import { enterAsMember } from './as-member.ts';
import { enterAudience } from './enter-audience.ts';
import { placeOfGuest, roomFacts } from './place.ts';
import { guardedAttempt } from './refusal.ts';
import { refuseThoseOut } from './those-out.ts';

type AudienceInput = Readonly<{ joinCode: string; displayName?: string | undefined }>;

/**
 * One click into a public webinar, without a name if one likes. Somebody with an account holds the place by it, in the role
 * they are called in. @throws SabhaError join_refused, too_many_attempts, or what the door says
 */
export async function joinAsAudience(context: Context, input: AudienceInput): Promise<DoorView> {
  const { room, known } = await come(context, input);
  if (known) return doorView(room, known);
  const coming = { room, displayName: nameOf(context, input), at: null };
  return doorView(room, (await enterAudience(context, coming)).watcher);
}

/**
 * The same, and the pass into the call in one answer, so that link and name lead to a token in one request; no pass while the
 * host has not come. @throws what joinAsAudience and issuePass throw; media_unavailable before there is a place
 */
export async function joinAndWatch(context: Context, input: AudienceInput): Promise<Watching> {
  const { room, known } = await come(context, input);
  if (known) {
    const mayPass = whyNoPass(room.status, known) === null;
    return { door: doorView(room, known), pass: mayPass ? await issuePass(context, input) : null };
  }
  const at = room.status === 'live' ? await placeRoom(context, room, 'pass') : null;
  const { watcher, state, hasPass } = await enterAudience(context, { room, displayName: nameOf(context, input), at });
  const minted = { meetingId: room.id, participant: watcher, state };
  return { door: doorView(room, watcher), pass: at && hasPass ? mint(context.services, minted, at) : null };
}

type Come = Readonly<{ room: Room; known: Participant | null }>;

/** The room, once it is certain that they may ask at its door; and their place, if they hold one or have an account to hold it by. */
async function come(context: Context, { joinCode }: AudienceInput): Promise<Come> {
  const { actor } = context;
  await refuseThoseOut(context, { joinCode, as: 'audience' });
  const held = await placeOfGuest(context, joinCode);
  if (held) return { room: held.room, known: await returnAsGuest(context, held.room, held.participant) };
  const room = await guardedAttempt(context, {
    as: 'audience',
    counted: byAddress(limits.wrongCodeByAddress, context.address),
    isGuess: false, // the codes of public webinars are public
    async try() {
      const found = await roomOf(context, joinCode);
      if (!found) return { refused: 'no_such_meeting', meetingId: null };
      const isOpen = can(actor, 'room.join_as_audience', roomFacts(found)).allowed;
      return isOpen ? found : { refused: 'no_guests', meetingId: found.id };
    },
  });
  return { room, known: actor.kind === 'member' ? await enterAsMember({ ...context, actor }, room) : null };
}

/** Without an account all see the same room: those who ask at the same time look once. What decides is read again, under lock. */
function roomOf({ services, actor }: Context, joinCode: string): Promise<Room | undefined> {
  if (actor.kind === 'member') return findRoomByCode(services.db, { joinCode, email: actor.email });
  const look = looks.get(services) ?? askOnce({ same: (code) => code, ask: (code) => findAsStranger(services, code), restMs: 5 });
  looks.set(services, look);
  return look(joinCode);
}

const looks = new WeakMap<Services, (joinCode: string) => Promise<Room | undefined>>();
const findAsStranger = ({ db }: Services, joinCode: string) => findRoomByCode(db, { joinCode, email: null });

const nameOf = (context: Context, { displayName }: AudienceInput): string => displayName ?? viewerName(context);

/** For hosts to tell raised hands apart. */
function viewerName({ services, locale }: Context): string {
  const [high = 0, low = 0] = services.random(2);
  const t = translator(isLocale(locale) ? locale : defaultLocale, 'door');
  return t('door.viewerName', { number: String(1000 + ((high * 256 + low) % 9000)) });
}
