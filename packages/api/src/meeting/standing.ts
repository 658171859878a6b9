/**
 * What somebody is in a room follows what they are in the organisation and on the list, the moment these change: not only
 * when they next ask for a pass, for whoever is in a call may ask for none for hours.
 */
import { updateParticipant } from '@sabha/db/stores/participants';
import { findStanding, type HeldPlace, lockGuestPlaces, lockPlaces, type Standing } from '@sabha/db/stores/standing';
import type { WriteTx } from '@sabha/db/connect';
import type { MemberActor } from '@sabha/domain/actor';
import type { ParticipantRole } from '@sabha/domain/meeting/contract';
import { roomMetadata } from '@sabha/domain/meeting/role';
import type { MeetingFacts } from '@sabha/domain/policy/meeting';
import { placeAfter, standingIn, standingOfGuest } from '@sabha/domain/policy/standing';
import { act, type Unit } from '../core/act.ts';
import type { Context } from '../core/context.ts';
import type { MediaParticipant } from '../core/media.ts';
import { enforce } from '../host/enforce.ts';
import { carryOut, sentence } from '../webhook/entitlement.ts';
import { recordEviction } from '../webhook/receive.ts';

/** Whose standing may have changed. `invitedAnew`: mail addresses that were put on the list of the meeting in the same act. */
export type Concerned =
  | Readonly<{ ministryId: string; personId: string }>
  | Readonly<{ ministryId: string; meetingId: string; invitedAnew: readonly string[] }>;

/** A place that is another one now. */
export type Moved = Pick<HeldPlace, 'place' | 'meeting'>;

/** In the act that changed the rights, after it changed them. Hand what it answers to `enforceStanding` once that has committed. */
export async function settleStanding({ tx, record, touch }: Unit, concerned: Concerned): Promise<readonly Moved[]> {
  const invitedAnew = 'invitedAnew' in concerned ? concerned.invitedAnew : [];
  const members = (await lockPlaces(tx, concerned)).map((held) => ({ ...held, after: afterwards(held, invitedAnew) }));
  const guests = 'meetingId' in concerned ? (await lockGuestPlaces(tx, concerned)).map(withoutCall) : [];
  const moved: Moved[] = [];
  for (const { place, meeting, after } of [...members, ...guests]) {
    if (after === null || (after.status === place.status && after.role === place.role)) continue;
    const at = { meetingId: meeting.id, participantId: place.id };
    const changes = { ...after, stage: 'none' as const };
    await updateParticipant(tx, { ...at, changes });
    const before = { status: place.status, role: place.role };
    const about = { meetingId: meeting.id, ministryId: meeting.ministryId, subjectId: place.id };
    record({ event: 'place.changed', outcome: 'ok', ...about, detail: { old: before, new: after } });
    touch(meeting.id, place.id);
    moved.push({ meeting, place: { ...place, ...changes } });
  }
  return moved;
}

type After = Pick<HeldPlace['place'], 'status' | 'role'>;

/** What becomes of a guest's place. */
function withoutCall({ place, meeting }: Moved): Moved & Readonly<{ after: After | null }> {
  const { status, role } = place;
  if (status !== 'waiting' && status !== 'admitted') return { place, meeting, after: null };
  const now = standingOfGuest(role, { meetingId: meeting.id, kind: meeting.kind, access: meeting.access });
  return { place, meeting, after: placeAfter({ status, role, hasBegun: meeting.status === 'live' }, now) };
}

/** Null where a host has decided, and nobody has called the person anew since: then they may knock again. */
function afterwards(held: HeldPlace, invitedAnew: readonly string[]): After | null {
  const { place, meeting, email } = held;
  const { status, role } = place;
  const now = presentStanding(held);
  if (status === 'waiting' || status === 'admitted')
    return placeAfter({ status, role, hasBegun: meeting.status === 'live' }, now);
  return now !== null && invitedAnew.includes(email) ? { status: now === 'host' ? 'admitted' : 'waiting', role: now } : null;
}

/** On the media server, once it is decided: who is out leaves the call, all others hold what is due from now on. */
export async function enforceStanding(context: Context, moved: readonly Moved[]): Promise<void> {
  for (const meetingId of new Set(moved.filter(({ meeting }) => meeting.status === 'live').map(({ meeting }) => meeting.id))) {
    const places = new Map(moved.filter(({ place }) => place.meetingId === meetingId).map((one) => [one.place.identity, one]));
    await enforceIn(context, meetingId, places);
  }
}

async function enforceIn(context: Context, meetingId: string, places: ReadonlyMap<string, Moved>): Promise<void> {
  const { media } = context.services;
  let sessions: readonly MediaParticipant[] = [];
  await enforce(context, 'standing', async () => {
    sessions = (await media.listParticipants(meetingId)) ?? [];
  });
  for (const session of sessions) {
    const moved = places.get(session.identity);
    // Each by itself: what fails for one keeps nobody else in.
    if (moved) await enforce(context, 'standing', () => carryOutMove(context, moved, session));
  }
}

async function carryOutMove(context: Context, { place, meeting }: Moved, session: MediaParticipant): Promise<void> {
  const { media } = context.services;
  const decided = sentence(meeting, place, session.grant);
  if (decided.verdict === 'evict')
    await act(context, async (unit) => recordEviction(unit, { meetingId: meeting.id, participant: place, session }));
  else if (place.personId !== null) await media.setMetadata(meeting.id, session.identity, roomMetadata(place.role, 'member'));
  await carryOut(context.services, meeting.id, { ...session, ...decided });
}

/**
 * What somebody with an account is in the meeting at this moment, whatever was read before; null when they are called to it no
 * longer. While the meeting is held (rooms.shareRoom) a change of their rights that is not seen here settles after us.
 */
export async function standingNow(
  tx: WriteTx,
  who: Readonly<{ meetingId: string; personId: string }>,
): Promise<ParticipantRole | null> {
  const standing = await findStanding(tx, who);
  return standing === undefined ? null : presentStanding(standing);
}

function presentStanding({ meeting, personId, email, invitation, memberships }: Standing) {
  const actor: MemberActor = { kind: 'member', personId, sessionId: '', name: '', email, memberships };
  const { id: meetingId, ministryId, departmentId, organiserId, kind, access } = meeting;
  const facts: MeetingFacts = { meetingId, ministryId, departmentId, organiserId, kind, access, invitation };
  return standingIn(actor, facts);
}
