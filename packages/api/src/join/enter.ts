import {
  type Holder,
  insertParticipant,
  findPlace,
  type Participant,
  updateParticipant,
  wasPutOut,
} from '@sabha/db/stores/participants';
import { type Room, type RoomState, shareRoom } from '@sabha/db/stores/rooms';
import type { ErrorCode } from '@sabha/domain/errors';
import { SabhaError } from '@sabha/domain/errors';
import type { ParticipantRole } from '@sabha/domain/meeting/contract';
import { decideEntry, type DoorMeeting } from '@sabha/domain/meeting/door';
import { act, type Unit } from '../core/act.ts';
import type { Context } from '../core/context.ts';
import { requireOrigin } from '../residency/require-origin.ts';
import { drawIdentity, hashAddress } from './guest-secret.ts';

/** Who stands at the door, after code and passcode were right. */
export type Arrival = Readonly<{ room: Room; holder: Holder; role: ParticipantRole; displayName: string }>;

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

export const doorOf = ({ kind, status, locked, options }: RoomState): DoorMeeting => ({
  kind,
  status,
  locked,
  waitingRoom: options.waitingRoom,
});

async function decide(context: Context, unit: Unit, arrival: Arrival): Promise<Participant | Readonly<{ refused: ErrorCode }>> {
  const { tx, record, touch } = unit;
  const { room, holder, role } = arrival;
  const about = { meetingId: room.id, ministryId: room.ministryId };
  const state = await shareRoom(tx, room.id);
  const known = await findPlace(tx, { meetingId: room.id, holder });
  const kind = 'personId' in holder ? 'member' : 'guest';
  const addressHash = hashAddress(context.services, room.id, context.address);
  // An account cannot be changed by opening another browser, so only guests are known by their address.
  const returning = kind === 'guest' && (await wasPutOut(tx, { meetingId: room.id, addressHash }));
  const entry = decideEntry(doorOf(state), { kind, role, returning }, known?.status ?? null);
  if ('refused' in entry) {
    record({ event: 'door.refused', outcome: 'refused', ...about, detail: { as: kind, reason: entry.refused } });
    return entry;
  }
  const { status } = entry;
  const decidedAt = status === 'admitted' ? context.services.clock() : null;
  const participant = known
    ? await renew(unit, known, { status, role, decidedAt })
    : await settle(context, unit, { ...arrival, status, decidedAt, addressHash });
  const subject = { ...about, subjectId: participant.id };
  record({ event: 'door.requested', outcome: 'ok', ...subject, detail: { as: kind, role, again: known !== undefined } });
  if (status === 'admitted' && known?.status !== 'admitted')
    record({ event: 'door.admitted', outcome: 'ok', ...subject, detail: { by: 'rules' } });
  touch(room.id, participant.id);
  return participant;
}

type Decided = Readonly<{ status: 'waiting' | 'admitted'; decidedAt: Date | null }>;

async function settle(
  { services }: Context,
  { tx }: Unit,
  { room, holder, role, displayName, status, decidedAt, addressHash }: Arrival & Decided & Readonly<{ addressHash: string }>,
): Promise<Participant> {
  const values = { meetingId: room.id, ...holder, displayName, role, status, decidedAt, addressHash };
  const requestedAt = services.clock();
  const made = await insertParticipant(tx, { ...values, identity: drawIdentity(services), requestedAt });
  // Two tabs of one person at the same moment: the other one was faster, and its place is theirs.
  const participant = made ?? (await findPlace(tx, { meetingId: room.id, holder }));
  if (!participant) throw new Error('a place neither made nor found');
  return participant;
}

/** A place that is held already; somebody may have been made a host meanwhile, or be one no longer. */
async function renew(
  { tx }: Unit,
  known: Participant,
  { status, role, decidedAt }: Decided & Readonly<{ role: ParticipantRole }>,
): Promise<Participant> {
  const moved = status !== known.status ? { status, ...(decidedAt && { decidedAt }) } : {};
  const changes = { ...moved, ...(role !== known.role && { role, stage: 'none' as const }) };
  if (Object.keys(changes).length > 0)
    await updateParticipant(tx, { meetingId: known.meetingId, participantId: known.id, changes });
  return { ...known, ...changes };
}
