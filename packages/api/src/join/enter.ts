import {
  type Holder,
  findPutOut,
  insertParticipant,
  lockPlace,
  type Participant,
  updateParticipant,
} from '@sabha/db/stores/participants';
import { type Room, type RoomState, shareRoom } from '@sabha/db/stores/rooms';
import type { ErrorCode } from '@sabha/domain/errors';
import { SabhaError } from '@sabha/domain/errors';
import type { ParticipantRole } from '@sabha/domain/meeting/contract';
import { decideEntry, type DoorMeeting, whyOut } from '@sabha/domain/meeting/door';
import type { ParticipantStatus } from '@sabha/domain/meeting/room-contract';
import { standingOfGuest } from '@sabha/domain/policy/standing';
import { act, type Unit } from '../core/act.ts';
import type { Context } from '../core/context.ts';
import { standingNow } from '../meeting/standing.ts';
import { requireOrigin } from '../residency/require-origin.ts';
import { acceptedEntries, refusedEntry } from './door-entries.ts';
import { drawIdentity, hashAddress } from './guest-secret.ts';

/** Who stands at the door, after code and passcode were right. What somebody with an account is there, their standing decides. */
export type Arrival = Readonly<{ room: Room; displayName: string }> &
  (
    | Readonly<{ holder: Readonly<{ personId: string }> }>
    | Readonly<{ holder: Readonly<{ secretHash: string }>; role: ParticipantRole }>
  );

/**
 * Gives them their place: a new one, or the one they hold already. What the door says is decided while the meeting is held,
 * so that nobody slips in beside a lock or an end. @throws SabhaError with what the door says when it stays shut, or abroad_refused
 */
export async function enter(context: Context, arrival: Arrival): Promise<Participant> {
  await requireOrigin(context, arrival.room);
  const outcome = await act(context, (unit) => decide(context, unit, arrival));
  if ('refused' in outcome) throw new SabhaError(outcome.refused);
  return outcome;
}

async function decide(context: Context, unit: Unit, arrival: Arrival): Promise<Participant | Readonly<{ refused: ErrorCode }>> {
  const { tx, record, touch } = unit;
  const { room, holder } = arrival;
  const about = { meetingId: room.id, ministryId: room.ministryId };
  const state = await shareRoom(tx, room.id);
  const known = await lockPlace(tx, { meetingId: room.id, holder });
  // Read while the meeting is held: a dismissal may have been committed since the door was asked.
  const role =
    'role' in arrival
      ? standingOfGuest(arrival.role, { meetingId: room.id, ...state })
      : await standingNow(tx, { meetingId: room.id, ...arrival.holder });
  const kind = 'personId' in holder ? 'member' : 'guest';
  const addressHash = hashAddress(context.services, room.id, context.address);
  const putOut = await findPutOut(tx, { meetingId: room.id, addressHash });
  const refuse = (reason: ErrorCode) => {
    record(refusedEntry({ about: { ...about, ...(known && { subjectId: known.id }) }, as: kind, reason }));
    return { refused: reason };
  };
  if (role === null) return refuse(known ? 'not_called' : 'join_refused');
  const comer = { kind, role, returning: putOut.ofAddress } as const;
  const entry = decideEntry(doorOf(state, putOut.anybody), comer, known ? standingOf(known, role) : null);
  if ('refused' in entry) return refuse(entry.refused);
  const { status } = entry;
  const decidedAt = status === 'admitted' ? context.services.clock() : null;
  const participant = known
    ? await renew(unit, known, { ...arrival, role, status, decidedAt })
    : await settle(context, unit, { ...arrival, role, status, decidedAt, addressHash });
  const subject = { ...about, subjectId: participant.id };
  const isLetIn = status === 'admitted' && known?.status !== 'admitted';
  for (const entry of acceptedEntries({ subject, as: kind, role, again: known !== undefined, isLetIn })) record(entry);
  touch(room.id, participant.id);
  return participant;
}

export const doorOf = ({ kind, status, locked, options }: RoomState, watchful: boolean): DoorMeeting => ({
  kind,
  status,
  locked,
  waitingRoom: options.waitingRoom,
  watchful,
});

/** Having watched is no standing among those who speak: whoever rises from the audience is new to them. */
function standingOf(known: Participant, role: ParticipantRole): ParticipantStatus | null {
  return isRising(known, role) && whyOut(known.status) === null ? null : known.status;
}

const isRising = (known: Participant, role: ParticipantRole): boolean => known.role === 'audience' && role !== 'audience';

/** What is written down of somebody who is let in, or may wait. */
type Accepted = Pick<Arrival, 'room' | 'displayName'> &
  Readonly<{ holder: Holder; role: ParticipantRole; status: 'waiting' | 'admitted'; decidedAt: Date | null }>;

async function settle(
  { services }: Context,
  { tx }: Unit,
  { room, holder, role, displayName, status, decidedAt, addressHash }: Accepted & Readonly<{ addressHash: string }>,
): Promise<Participant> {
  const values = { meetingId: room.id, ...holder, displayName, role, status, decidedAt, addressHash };
  const requestedAt = services.clock();
  const made = await insertParticipant(tx, { ...values, identity: drawIdentity(services), requestedAt });
  // Two tabs of one person at the same moment: the other one was faster, and its place is theirs.
  const participant = made ?? (await lockPlace(tx, { meetingId: room.id, holder }));
  if (!participant) throw new Error('a place neither made nor found');
  return participant;
}

/** A place that is held already; somebody may have been made a host meanwhile, or be one no longer. */
async function renew({ tx }: Unit, known: Participant, { status, role, displayName, decidedAt }: Accepted): Promise<Participant> {
  const changes = {
    ...(status !== known.status && { status, ...(decidedAt && { decidedAt }) }),
    ...(role !== known.role && { role, stage: 'none' as const }),
    ...(isRising(known, role) && { displayName }),
  };
  if (Object.keys(changes).length > 0)
    await updateParticipant(tx, { meetingId: known.meetingId, participantId: known.id, changes });
  return { ...known, ...changes };
}
