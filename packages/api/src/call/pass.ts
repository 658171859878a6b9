import {
  decideAll,
  findPutOut,
  lockParticipant,
  lockWaiting,
  type Participant,
  updateParticipant,
} from '@sabha/db/stores/participants';
import { lockRoom, markStarted, type Room, type RoomState, shareRoom } from '@sabha/db/stores/rooms';
import type { WriteTx } from '@sabha/db/connect';
import { type ErrorCode, SabhaError } from '@sabha/domain/errors';
import type { ParticipantRole } from '@sabha/domain/meeting/contract';
import { admitsAtOpening, whyNoPass } from '@sabha/domain/meeting/door';
import { grantOf } from '@sabha/domain/meeting/grant';
import { roleOfMember, roomMetadata } from '@sabha/domain/meeting/role';
import type { CallPass } from '@sabha/domain/meeting/room-contract';
import { can } from '@sabha/domain/policy/can';
import { type MeetingFacts, mayHost } from '@sabha/domain/policy/meeting';
import { placeAfter, standingOfGuest } from '@sabha/domain/policy/standing';
import { mediaBounds } from '@sabha/domain/residency/route';
import { act, authorise, type Unit } from '../core/act.ts';
import type { Context } from '../core/context.ts';
import type { Placement } from '../core/media.ts';
import type { Services } from '../core/services.ts';
import { recordDecisions } from '../host/decisions.ts';
import { standingNow } from '../meeting/standing.ts';
import { type Place, placeFacts, roomFacts } from '../join/place.ts';
import { placeRoom } from '../residency/place-room.ts';
import { requireOrigin } from '../residency/require-origin.ts';
import { takePart } from './take-part.ts';

type Issued = Readonly<{ participant: Participant; state: RoomState }>;
type Outcome = Issued | Readonly<{ refused: ErrorCode; isOver: boolean }>;

/**
 * A media token for the holder of a place, for a room that the fence has placed. The first pass of a host opens the meeting.
 * The room is made before the meeting is said to be live, so that a meeting never runs without one, and anew at each pass, for
 * the media server may have been restarted; a room that was made beside an end is taken away again. @throws SabhaError with
 * what the door says, abroad_refused, media_unavailable
 */
export async function issuePass(context: Context, { joinCode }: Readonly<{ joinCode: string }>): Promise<CallPass> {
  const place = await withPresentRole(await takePart(context, joinCode));
  await authorise(place.context, 'room.pass', placeFacts(place));
  const { room } = place;
  await requireOrigin(place.context, room);
  const at = await placeRoom(place.context, room, 'pass');
  const outcome = await act(place.context, (unit) => issue(unit, place, at));
  if ('refused' in outcome) {
    if (outcome.isOver) await context.services.media.closeRoom(room.id);
    throw new SabhaError(outcome.refused);
  }
  return mint(place.context.services, { ...outcome, meetingId: room.id }, at);
}

/**
 * What a member is in the room follows what they are in the organisation now, not when they came. Whoever was called to the
 * meeting no longer may still watch a public webinar.
 */
async function withPresentRole(place: Place): Promise<Place> {
  const { room, participant, context } = place;
  const { actor } = context;
  if (actor.kind !== 'member') return place;
  const facts = roomFacts(room);
  if (!can(actor, 'room.join_as_audience', facts).allowed) await authorise(context, 'room.join_as_member', facts);
  const role = roleOfMember(room.kind, { hosts: mayHost(actor, facts), invitation: room.invitation });
  return { ...place, participant: { ...participant, role } };
}

async function issue(unit: Unit, place: Place, { nodeId, siteId }: Placement): Promise<Outcome> {
  const { tx, record } = unit;
  const { room, context } = place;
  const about = { meetingId: room.id, ministryId: room.ministryId, subjectId: place.participant.id };
  const state = await (mayOpen(place) ? lockRoom(tx, room.id) : shareRoom(tx, room.id));
  const current = await lockParticipant(tx, { meetingId: room.id, participantId: place.participant.id });
  if (!current) throw new Error('a place is never deleted');
  const refuse = (reason: ErrorCode): Outcome => {
    record({ event: 'access.denied', outcome: 'refused', ...about, detail: { action: 'room.pass', reason } });
    return { refused: reason, isOver: state.status === 'ended' || state.status === 'cancelled' };
  };
  const role = await roleNow(tx, { meetingId: room.id, ...state }, current);
  if (role === null) return refuse('not_called');
  const after = placeNow(current, role, state);
  const refused = whyNoPass(state.status, after);
  if (refused !== null && refused !== 'waiting_for_host') return refuse(refused);
  const participant = await settlePlace(unit, { room, current, after });
  if (refused !== null) return refuse(refused);
  if (state.status === 'scheduled') await open(unit, { room, state }, context.services.clock());
  const where = { nodeId, siteId, policyHash: context.services.residency.hash };
  record({ event: 'call.pass_issued', outcome: 'ok', ...about, detail: { role, stage: participant.stage, ...where } });
  return { participant, state };
}

/** Whether this pass may be the one that opens the meeting. */
const mayOpen = ({ room, participant }: Place): boolean => room.status === 'scheduled' && participant.personId !== null;

/** Read again while the meeting is held: a dismissal, or who may come, may have been committed since. */
const roleNow = async (
  tx: WriteTx,
  meeting: Pick<MeetingFacts, 'meetingId' | 'kind' | 'access'>,
  { personId, role }: Participant,
): Promise<ParticipantRole | null> =>
  personId === null ? standingOfGuest(role, meeting) : standingNow(tx, { meetingId: meeting.meetingId, personId });

type After = Pick<Participant, 'status' | 'role'>;

/** Somebody may have been made a host while they waited, or be one no longer. Who was put out stays as they were. */
function placeNow({ status, role }: Participant, now: ParticipantRole, state: RoomState): After {
  if (status !== 'waiting' && status !== 'admitted') return { status, role };
  return placeAfter({ status, role, hasBegun: state.status === 'live' }, now);
}

async function settlePlace(
  { tx, touch }: Unit,
  { room, current, after }: Readonly<{ room: Room; current: Participant; after: After }>,
): Promise<Participant> {
  if (after.role === current.role && after.status === current.status) return current;
  const changes = { ...after, stage: 'none' as const };
  await updateParticipant(tx, { meetingId: room.id, participantId: current.id, changes });
  touch(room.id, current.id);
  return { ...current, ...changes };
}

/** The host has come: who needs no nod is in. */
async function open(unit: Unit, { room, state }: Readonly<{ room: Room; state: RoomState }>, at: Date): Promise<void> {
  const { tx, record, touch } = unit;
  const about = { meetingId: room.id, ministryId: room.ministryId };
  await markStarted(tx, { meetingId: room.id, at });
  record({ event: 'meeting.started', outcome: 'ok', ...about });
  const waiting = await lockWaiting(tx, room.id);
  const { anybody: watchful } = await findPutOut(tx, { meetingId: room.id, addressHash: null });
  const door = { kind: state.kind, waitingRoom: state.options.waitingRoom, watchful };
  const ids = waiting.filter((comer) => admitsAtOpening(door, comer)).map((comer) => comer.id);
  await decideAll(tx, { meetingId: room.id, ids, status: 'admitted', at });
  recordDecisions(unit, 'door.admitted', { ...about, ids, by: 'rules' });
  touch(room.id);
}

type Minted = Readonly<{
  meetingId: string;
  participant: Pick<Participant, 'role' | 'stage' | 'identity' | 'displayName' | 'personId'>;
  state: RoomState;
}>;

/** The token of a pass that has been decided and stands in the trail: for nothing else. */
export function mint(services: Services, { meetingId, participant, state }: Minted, at: Placement): CallPass {
  const { role, stage, identity, displayName, personId } = participant;
  const grant = grantOf({ role, stage, options: state.options });
  const metadata = roomMetadata(role, personId === null ? 'guest' : 'member');
  const pass = services.media.mintPass({ room: meetingId, identity, name: displayName, metadata, grant }, at);
  return {
    ...pass,
    identity,
    role,
    mayPublish: grant.canPublish,
    mayShareScreen: grant.canPublishSources.includes('screen_share'),
    mayChat: grant.canPublishData,
    residency: residencyOf(services, { siteId: at.siteId, tiedTo: state.options.site }),
  };
}

/** What the bearer's browser holds every address against before it sends there. */
function residencyOf(
  { residency }: Pick<Services, 'residency'>,
  { siteId, tiedTo }: Readonly<{ siteId: string; tiedTo: string | null }>,
): CallPass['residency'] {
  const { policy, hash } = residency;
  return { ...mediaBounds(policy, tiedTo), policyHash: hash, siteName: policy.sites[siteId]?.name ?? null };
}
