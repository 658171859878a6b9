import type { Participant } from '@sabha/db/stores/participants';
import { findRoomByCode, type Room } from '@sabha/db/stores/rooms';
import { SabhaError } from '@sabha/domain/errors';
import type { ParticipantRole } from '@sabha/domain/meeting/contract';
import { whyOut } from '@sabha/domain/meeting/door';
import { roleOfGuest } from '@sabha/domain/meeting/role';
import type { DoorView } from '@sabha/domain/meeting/room-contract';
import { can } from '@sabha/domain/policy/can';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context } from '../core/context.ts';
import type { Services, Settings } from '../core/services.ts';
import { doorView } from '../door/view.ts';
import { openPasscode, sealNewPasscode } from '../meeting/passcode.ts';
import { enter } from './enter.ts';
import { drawSecret, hashSecret } from './guest-secret.ts';
import { findPlaceOf, placeOfGuest, roomFacts } from './place.ts';
import { guardedAttempt } from './refusal.ts';

type GuestInput = Readonly<{ joinCode: string; passcode: string; displayName: string }>;

/**
 * Somebody without an account, by code and passcode. A browser that holds a place already keeps it, and needs neither.
 * @throws SabhaError join_refused, too_many_attempts, or what the door says
 */
export async function joinAsGuest(context: Context, { joinCode, passcode, displayName }: GuestInput): Promise<DoorView> {
  await refuseThoseOut(context, joinCode);
  const held = await placeOfGuest(context, joinCode);
  if (held) return doorView(held.room, await returnAsGuest(context, held.room, held.participant));
  const room = await guardedAttempt(context, {
    joinCode,
    as: 'guest',
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
  return doorView(room, await enterAsGuest(context, { room, role: roleOfGuest(room.kind), displayName }));
}

/** A new place, and the secret to come back to it by. */
export async function enterAsGuest(
  context: Context,
  { room, role, displayName }: Readonly<{ room: Room; role: ParticipantRole; displayName: string }>,
): Promise<Participant> {
  const secret = drawSecret(context.services);
  const participant = await enter(context, { room, holder: { secretHash: hashSecret(secret) }, role, displayName });
  context.setGuestSecret(room.joinCode, secret);
  return participant;
}

export function returnAsGuest(
  context: Context,
  room: Room,
  { secretHash, role, displayName }: Participant,
): Promise<Participant> {
  if (secretHash === null) throw new Error('not the place of a guest');
  return enter(context, { room, holder: { secretHash }, role, displayName });
}

/** Whoever was put out by account does not come back as a guest from the same session, nor the other way round. */
export async function refuseThoseOut(context: Context, joinCode: string): Promise<void> {
  const place = await findPlaceOf(context, joinCode);
  const code = place && whyOut(place.participant.status);
  if (code) throw new SabhaError(code);
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
