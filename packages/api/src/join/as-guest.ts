import type { Participant } from '@sabha/db/stores/participants';
import { findRoomByCode, type Room } from '@sabha/db/stores/rooms';
import type { ParticipantRole } from '@sabha/domain/meeting/contract';
import { roleOfGuest } from '@sabha/domain/meeting/role';
import type { DoorView } from '@sabha/domain/meeting/room-contract';
import { can } from '@sabha/domain/policy/can';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context } from '../core/context.ts';
import { hashToken } from '../core/random-token.ts';
import { byAddress, limits, takePoints } from '../core/rate-limit.ts';
import type { Services, Settings } from '../core/services.ts';
import { doorView } from '../door/view.ts';
import { openPasscode, sealNewPasscode } from '../meeting/passcode.ts';
import { enter } from './enter.ts';
import { drawSecret } from './guest-secret.ts';
import { placeOfGuest, roomFacts } from './place.ts';
import { guardedAttempt } from './refusal.ts';
import { refuseThoseOut } from './those-out.ts';

type GuestInput = Readonly<{ joinCode: string; passcode: string; displayName: string }>;

/**
 * Somebody without an account, by code and passcode. A browser that holds a place already keeps it, and needs neither; but one
 * that only watches is raised to the stage's side of the door by the passcode.
 * @throws SabhaError join_refused, too_many_attempts, or what the door says
 */
export async function joinAsGuest(context: Context, { joinCode, passcode, displayName }: GuestInput): Promise<DoorView> {
  await refuseThoseOut(context, { joinCode, as: 'guest' });
  const held = await placeOfGuest(context, joinCode);
  if (held && held.participant.role !== 'audience')
    return doorView(held.room, await returnAsGuest(context, held.room, held.participant));
  const room = await guardedAttempt(context, {
    as: 'guest',
    counted: [...byAddress(limits.guessByAddress, context.address), { limit: limits.guessByCode, key: joinCode }],
    isGuess: true,
    async try() {
      const found = await findRoomByCode(context.services.db, { joinCode, email: null });
      const fits = passcodeFits(context, found, passcode);
      if (!found) return { refused: 'no_such_meeting', meetingId: null };
      if (!fits) return { refused: 'wrong_passcode', meetingId: found.id };
      if (!can(context.actor, 'room.join_as_guest', roomFacts(found)).allowed)
        return { refused: 'no_guests', meetingId: found.id };
      return found;
    },
  });
  const role = roleOfGuest(room.kind);
  const entering = held
    ? returnAsGuest(context, room, { ...held.participant, role, displayName })
    : enterAsGuest(context, { room, role, displayName });
  return doorView(room, await entering);
}

/** A new place, and the secret to come back to it by. */
async function enterAsGuest(
  context: Context,
  { room, role, displayName }: Readonly<{ room: Room; role: ParticipantRole; displayName: string }>,
): Promise<Participant> {
  const { services, address } = context;
  await takePoints(services, byAddress(limits.guestPlaces, address, room.id));
  const secret = drawSecret(services);
  const participant = await enter(context, { room, holder: { secretHash: hashToken(secret) }, role, displayName });
  context.setGuestSecret(room.joinCode, secret);
  return participant;
}

/** To the place that this browser holds. */
export async function returnAsGuest(
  context: Context,
  room: Room,
  { id, secretHash, role, displayName }: Participant,
): Promise<Participant> {
  if (secretHash === null) throw new Error('not the place of a guest');
  await takePoints(context.services, [{ limit: limits.actsByPlace, key: id }]);
  return enter(context, { room, holder: { secretHash }, role, displayName });
}

/** The same work whether there is a meeting or not: a sealed passcode is opened, and hashes of equal length are compared. */
function passcodeFits({ services }: Context, room: Room | undefined, passcode: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const fits = timingSafeEqual(digest(openPasscode(services, room ?? decoyOf(services))), digest(passcode));
  return fits && room !== undefined;
}

/** What is opened where there is no meeting. Sealed once: to seal anew each time would be slower than opening a real one. */
function decoyOf(services: Services) {
  const decoy = decoys.get(services.settings) ?? { joinCode: '', sealedPasscode: sealNewPasscode(services, '') };
  decoys.set(services.settings, decoy);
  return decoy;
}
const decoys = new WeakMap<Settings, Readonly<{ joinCode: string; sealedPasscode: string }>>();
