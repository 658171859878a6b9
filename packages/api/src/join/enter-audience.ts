/**
 * The door for those who only watch and hold no place yet: a public webinar opens, and thousands come in a minute. All who come at
 * the same moment go through it in one transaction. Each is decided by the same rules as one who comes alone (enter.ts, pass.ts),
 * is refused alone, and has audit entries of their own in that transaction.
 */
import { findPutOutAmong, insertAudience, newPlaceId, type NewPlace } from '@sabha/db/stores/audience';
import { type Room, type RoomState, shareRoom } from '@sabha/db/stores/rooms';
import { isFaultOfValues } from '@sabha/db/fault';
import type { Actor } from '@sabha/domain/actor';
import { type ErrorCode, SabhaError } from '@sabha/domain/errors';
import { decideEntry } from '@sabha/domain/meeting/door';
import { can } from '@sabha/domain/policy/can';
import { standingOfGuest } from '@sabha/domain/policy/standing';
import { actTogether, type Unit } from '../core/act.ts';
import type { Context } from '../core/context.ts';
import { gather } from '../core/gather.ts';
import type { Placement } from '../core/media.ts';
import { hashToken } from '../core/random-token.ts';
import { byAddress, type Counted, limits, takePointsOfEach } from '../core/rate-limit.ts';
import type { Services } from '../core/services.ts';
import { requireOrigin } from '../residency/require-origin.ts';
import { doorOf } from './enter.ts';
import { drawIdentity, drawSecret, hashAddress } from './guest-secret.ts';
import { acceptedEntries, refusedEntry } from './door-entries.ts';

/** `at`: where the fence has placed the room, if a pass is wanted; none is given without. */
type Coming = Readonly<{ room: Room; displayName: string; at: Placement | null }>;

export type Watcher = NewPlace & Readonly<{ role: 'audience'; stage: 'none'; personId: null }>;
export type Entered = Readonly<{ watcher: Watcher; state: RoomState; hasPass: boolean }>;

/** So many share a transaction: a host who locks or ends the meeting waits for one of them, which takes some ten milliseconds. */
const MOST = 64;
const AT_ONCE = 2;

/**
 * A new place among the audience, and the pass into the call if that was wanted and is theirs to have.
 * @throws SabhaError with what the door says when it stays shut, abroad_refused, too_many_attempts
 */
export async function enterAudience(context: Context, coming: Coming): Promise<Entered> {
  const { services } = context;
  await requireOrigin(context, coming.room);
  const door = doors.get(services) ?? gather({ most: MOST, atOnce: AT_ONCE }, letIn);
  doors.set(services, door);
  const secret = drawSecret(services);
  const outcome = await door({
    ...coming,
    context,
    id: newPlaceId(),
    secretHash: hashToken(secret),
    addressHash: hashAddress(services, coming.room.id, context.address),
  });
  if ('refused' in outcome) {
    if (outcome.isOver && coming.at) await services.media.closeRoom(coming.room.id); // made beside an end
    throw new SabhaError(outcome.refused);
  }
  context.setGuestSecret(coming.room.joinCode, secret);
  return outcome;
}

const doors = new WeakMap<Services, (arrival: Arrival) => Promise<Outcome>>();

type Arrival = Coming & Readonly<{ context: Context; id: string; secretHash: string; addressHash: string }>;
type Outcome = Entered | Readonly<{ refused: ErrorCode; isOver: boolean }>;
type Result = PromiseSettledResult<Outcome>;

/** Points first, in a statement of their own: what is taken back with a transaction would be no limit. */
async function letIn(arrivals: readonly Arrival[]): Promise<readonly Result[]> {
  const [first] = arrivals;
  if (!first) return [];
  const refusals = await takePointsOfEach(first.context.services, arrivals.map(countedFor));
  const welcome = arrivals.filter((_, at) => refusals[at] === null);
  const results = (await settle(welcome)).values();
  return refusals.map((refusal) => (refusal === null ? next(results) : { status: 'rejected', reason: refusal }));
}

const next = (results: Iterator<Result>): Result => results.next().value as Result;

/** As one who joins, and then asks for a pass by the place that they were given. */
const countedFor = ({ context, room, at, id }: Arrival): readonly Counted[] => [
  ...byAddress(limits.audiencePlaces, context.address, room.id),
  ...(at ? [{ limit: limits.actsByPlace, key: id }] : []),
];

/**
 * What the database finds wrong with the values of one of them is nobody else's fault: then each comes alone. Any other failure
 * would meet each of them alike, and is theirs together. Nobody is let in twice: their ids were drawn before.
 */
async function settle(arrivals: readonly Arrival[]): Promise<readonly Result[]> {
  if (arrivals.length === 0) return [];
  try {
    return (await enterTogether(arrivals)).map((value) => ({ status: 'fulfilled', value }));
  } catch (reason) {
    if (arrivals.length === 1 || !isFaultOfValues(reason)) return arrivals.map(() => ({ status: 'rejected', reason }));
    const results: Result[] = [];
    for (const arrival of arrivals) results.push(...(await settle([arrival])));
    return results;
  }
}

function enterTogether(arrivals: readonly Arrival[]): Promise<readonly Outcome[]> {
  return actTogether(
    arrivals.map(({ context }) => context),
    async (units) => {
      const [{ tx }] = units as readonly [Unit, ...Unit[]];
      const doors = new Map<string, Door>();
      // In one order, so that two such transactions do not wait for each other.
      for (const meetingId of [...new Set(arrivals.map(({ room }) => room.id))].sort()) {
        const state = await shareRoom(tx, meetingId);
        const addressHashes = arrivals.filter(({ room }) => room.id === meetingId).map(({ addressHash }) => addressHash);
        doors.set(meetingId, { state, putOut: await findPutOutAmong(tx, { meetingId, addressHashes }) });
      }
      const outcomes = arrivals.map((arrival, at) => decide(units[at] as Unit, arrival, doors.get(arrival.room.id) as Door));
      const watchers = outcomes.flatMap((outcome) => ('watcher' in outcome ? [outcome.watcher] : []));
      if (watchers.length > 0) await insertAudience(tx, watchers);
      // Hosts alone can be watching: who has no place before the commit cannot. So one of them wakes the hosts for all.
      const woken = new Map(watchers.map(({ meetingId, id }) => [meetingId, id]));
      for (const [meetingId, id] of woken) units[0]?.touch(meetingId, id);
      return outcomes;
    },
  );
}

type Door = Readonly<{ state: RoomState; putOut: Awaited<ReturnType<typeof findPutOutAmong>> }>;

/** While the meeting is held: by what it is now, not by what it was when the door was asked. */
function decide({ record, recordAs }: Unit, arrival: Arrival, { state, putOut }: Door): Outcome {
  const { context, room, id, addressHash, at } = arrival;
  const about = { meetingId: room.id, ministryId: room.ministryId };
  const refuse = (refused: ErrorCode): Outcome => {
    record(refusedEntry({ about, as: 'guest', reason: refused }));
    return { refused, isOver: state.status === 'ended' || state.status === 'cancelled' };
  };
  const role = standingOfGuest('audience', { meetingId: room.id, ...state });
  if (role === null) return refuse('join_refused');
  const comer = { kind: 'guest', role, returning: putOut.addresses.has(addressHash) } as const;
  const entry = decideEntry(doorOf(state, putOut.anybody), comer, null);
  if ('refused' in entry) return refuse(entry.refused);
  const { status } = entry;
  const subject = { ...about, subjectId: id };
  for (const each of acceptedEntries({ subject, as: 'guest', role, again: false, isLetIn: status === 'admitted' })) record(each);
  const guest: Actor = { kind: 'guest', participantId: id, meetingId: room.id };
  const place = { meetingId: room.id, meetingStatus: state.status, participantId: id, personId: null, status, role };
  const hasPass = at !== null && can(guest, 'room.pass', place).allowed;
  if (hasPass) {
    const detail = { role, stage: 'none', nodeId: at.nodeId, siteId: at.siteId, policyHash: context.services.residency.hash };
    recordAs(guest, { event: 'call.pass_issued', outcome: 'ok', ...subject, detail });
  }
  return { watcher: watcherOf(arrival, status), state, hasPass };
}

function watcherOf(
  { context: { services }, room, id, secretHash, addressHash, displayName }: Arrival,
  status: 'waiting' | 'admitted',
): Watcher {
  const now = services.clock();
  const times = { requestedAt: now, decidedAt: status === 'admitted' ? now : null };
  const holder = { personId: null, secretHash, addressHash, identity: drawIdentity(services) };
  return { id, meetingId: room.id, displayName, role: 'audience', stage: 'none', status, ...holder, ...times };
}
