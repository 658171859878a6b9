/**
 * Every ten seconds the books are compared with the media server, for reports get lost: while the portal is away longer
 * than half a minute, and when the media server itself is killed. What comes of it: an arrival nobody reported is entered
 * with the server's own time; a departure nobody reported is entered with the time the session was last seen, at most one
 * turn too early; whoever is not entitled to be there is put out; and a meeting that its host forgot to end is ended.
 */
import { closeLostStay, listOpenStays, markSeen, type OpenStay } from '@sabha/db/stores/attendance';
import { findByIdentities } from '@sabha/db/stores/participants';
import { findRoomById, type Room, listAbandonedRooms, listRoomStates, lockRoom, markEnded } from '@sabha/db/stores/rooms';
import { SabhaError } from '@sabha/domain/errors';
import type { MeetingStatus } from '@sabha/domain/meeting/contract';
import { z } from 'zod';
import { act } from '../core/act.ts';
import { actIfNeeded } from '../core/act-if-needed.ts';
import type { Context } from '../core/context.ts';
import type { MediaParticipant } from '../core/media.ts';
import { enforce } from '../host/enforce.ts';
import { placeRoom } from '../residency/place-room.ts';
import { carryOut, sentence } from './entitlement.ts';
import { recordArrival, recordEviction } from './receive.ts';

export type Reconciled = Readonly<{ arrived: number; lost: number; evicted: number; closed: number; ended: number }>;

/** How long after its time, with nobody in it, a meeting counts as forgotten by its host. */
const FORGOTTEN_MS = 2 * 60 * 60_000;

/** The job. While the media server cannot be reached nothing is known, and nothing is changed. */
export async function reconcileAttendance(context: Context): Promise<void> {
  const { log } = context.services;
  try {
    const found = await reconcile(context);
    if (Object.values(found).some((count) => count > 0)) log.info({ ...found, requestId: context.requestId }, 'reconciled');
  } catch (err) {
    if (!(err instanceof SabhaError)) throw err;
    log.warn({ err, requestId: context.requestId }, 'not reconciled');
  }
}

/** @throws SabhaError media_unavailable */
export async function reconcile(context: Context): Promise<Reconciled> {
  const { services } = context;
  // Read before the server is asked: a stay that begins in between is in neither list, and is not taken for lost.
  const open = await listOpenStays(services.db);
  const rooms = (await services.media.listRooms()).filter((name) => z.uuid().safeParse(name).success);
  const tally = { arrived: 0, lost: 0, evicted: 0, closed: 0, ended: 0 };
  const present = new Set<string>();
  const unseen = new Set<string>();
  tally.ended = await endForgotten(context);
  const states = await listRoomStates(services.db, rooms);
  for (const { id } of states.filter((state) => rooms.includes(state.id))) {
    unseen.add(id);
    await apart(context, id, async () => {
      const sessions = (await services.media.listParticipants(id)) ?? [];
      for (const session of sessions) present.add(session.sid);
      unseen.delete(id);
      // As it is now, not as at the beginning of the turn: a pass may have opened it meanwhile, and has made the room before.
      const status = await compare(context, { meetingId: id, sessions, open, tally });
      if (status === 'ended' || status === 'cancelled') {
        await enforce(context, 'close_room', () => services.media.closeRoom(id));
        tally.closed += 1;
      }
    });
  }
  await markSeen(services.db, { sids: [...present], at: services.clock() });
  const gone = open.filter((stay) => !present.has(stay.sid) && !unseen.has(stay.meetingId));
  for (const stay of gone)
    await apart(context, stay.meetingId, async () => {
      if (await closeLost(context, stay)) tally.lost += 1;
    });
  await reopen(context, { gone, rooms, live: states.filter((state) => state.status === 'live').map((state) => state.id) });
  return tally;
}

/**
 * What breaks about one meeting stays with it: the others have their turn. That the media server cannot be reached is not about
 * one meeting, and ends the turn.
 */
async function apart({ services, requestId }: Context, meetingId: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (err) {
    if (err instanceof SabhaError) throw err;
    services.log.error({ err, meetingId, requestId }, 'one meeting was not reconciled');
  }
}

/** An open door that nobody watches: whoever was admitted once could come back without a host for ever. */
async function endForgotten(context: Context): Promise<number> {
  const { services } = context;
  const at = services.clock();
  let ended = 0;
  for (const { id, ministryId } of await listAbandonedRooms(services.db, new Date(at.getTime() - FORGOTTEN_MS))) {
    await apart(context, id, async () => {
      const isEnded = await actIfNeeded(context, async ({ tx, record, touch }, skip) => {
        if ((await lockRoom(tx, id)).status !== 'live') return skip(); // its host was faster
        await markEnded(tx, { meetingId: id, at });
        const detail = { by: 'system', reason: 'forgotten' };
        record({ event: 'meeting.ended', outcome: 'ok', meetingId: id, ministryId, detail });
        touch(id);
      });
      if (isEnded) ended += 1;
    });
  }
  return ended;
}

type Comparison = Readonly<{
  meetingId: string;
  sessions: readonly MediaParticipant[];
  open: readonly OpenStay[];
  tally: { arrived: number; evicted: number };
}>;

/** Answers with the meeting's state. */
async function compare(context: Context, { meetingId, sessions, open, tally }: Comparison): Promise<MeetingStatus | undefined> {
  const { services } = context;
  const known = new Set(open.map((stay) => stay.sid));
  const room = await findRoomById(services.db, { meetingId, email: null });
  const found = await findByIdentities(services.db, { meetingId, identities: sessions.map((session) => session.identity) });
  const byIdentity = new Map(found.map((participant) => [participant.identity, participant]));
  for (const session of sessions) {
    const participant = byIdentity.get(session.identity);
    const decided = sentence(room, participant, session.grant);
    const isNew = participant !== undefined && session.isActive && !known.has(session.sid);
    if (room && participant && isNew) {
      await act(context, (unit) => recordArrival(unit, { room, participant, session, by: 'reconciler' }));
      tally.arrived += 1;
    }
    if (decided.verdict === 'evict') {
      await act(context, async (unit) => recordEviction(unit, { meetingId, participant, session }));
      tally.evicted += 1;
    }
    if (decided.verdict !== 'stay')
      await enforce(context, 'entitlement', () => carryOut(services, meetingId, { ...session, ...decided }));
  }
  return room?.status;
}

/** False when a report came while we looked. */
function closeLost(context: Context, { sid, meetingId, participantId, lastSeenAt }: OpenStay): Promise<boolean> {
  return actIfNeeded(context, async ({ tx, record, touch }, skip) => {
    if (!(await closeLostStay(tx, sid))) return skip();
    const detail = { sid, lastSeenAt: lastSeenAt.toISOString() };
    record({ event: 'attendance.reconciled', outcome: 'ok', meetingId, subjectId: participantId, detail });
    touch(meetingId, participantId);
  });
}

const place = async (context: Context, room: Room): Promise<void> => {
  await placeRoom(context, room, 'reconciler');
};

/** A server that was killed has forgotten its rooms: those that were in one find it again when they reconnect. */
async function reopen(
  context: Context,
  { gone, rooms, live }: Readonly<{ gone: readonly OpenStay[]; rooms: readonly string[]; live: readonly string[] }>,
): Promise<void> {
  const lost = new Set(gone.map((stay) => stay.meetingId).filter((id) => live.includes(id) && !rooms.includes(id)));
  for (const meetingId of lost)
    await apart(context, meetingId, async () => {
      const room = await findRoomById(context.services.db, { meetingId, email: null });
      if (room) await enforce(context, 'open_room', () => place(context, room));
    });
}
