import { closeStay, openStay } from '@sabha/db/stores/attendance';
import { findByIdentities, type Participant } from '@sabha/db/stores/participants';
import { findRoomById, type Room } from '@sabha/db/stores/rooms';
import { claimEvent } from '@sabha/db/stores/webhook-events';
import type { AuditEntry } from '@sabha/domain/audit/events';
import type { Reader } from '@sabha/db/connect';
import { z } from 'zod';
import { act, type Unit } from '../core/act.ts';
import { actIfNeeded } from '../core/act-if-needed.ts';
import { type Context, systemContext } from '../core/context.ts';
import type { MediaEvent, MediaParticipant } from '../core/media.ts';
import { hasPoints, limits } from '../core/rate-limit.ts';
import type { Services } from '../core/services.ts';
import { enforce } from '../host/enforce.ts';
import { carryOut, sentence } from './entitlement.ts';

export type WebhookOutcome = 'handled' | 'repeated' | 'ignored' | 'refused';
type Delivery = Readonly<{ body: string; authorization: string | undefined; requestId: string }>;

/**
 * What the media server reports. Rejects when it could not be handled: answer with a 5xx and the server sends it again, for
 * half a minute. An event takes effect once, in the transaction that remembers its id; their order does not matter.
 */
export async function receiveWebhook(services: Services, { body, authorization, requestId }: Delivery): Promise<WebhookOutcome> {
  const context = systemContext(services, 'webhook', requestId);
  const event = await services.media.readWebhook(body, authorization);
  if (event === null) return recordForgery(context);
  if (!z.uuid().safeParse(event.room).success) return 'ignored'; // not a room of ours
  switch (event.kind) {
    case 'joined':
      return arrived(context, event);
    case 'left':
      return departed(context, event);
    case 'share_started':
    case 'share_stopped':
      return shared(context, event);
    case 'room_finished':
      return once(context, event, async (unit, { room }) => {
        if (room) unit.record({ event: 'media.room_closed', outcome: 'ok', ...aboutOf(room) });
      });
    case 'other':
      return 'ignored';
  }
}

async function arrived(context: Context, event: Extract<MediaEvent, { kind: 'joined' }>): Promise<WebhookOutcome> {
  const session = event.participant;
  let then: () => Promise<void> = () => Promise.resolve();
  const outcome = await once(context, event, async (unit, { room, participant }) => {
    const decided = sentence(room, participant, session.grant);
    if (room && participant) await recordArrival(unit, { room, participant, session, by: 'webhook' });
    if (decided.verdict === 'evict') recordEviction(unit, { meetingId: event.room, participant, session });
    then = () => carryOut(context.services, event.room, { ...session, ...decided });
  });
  await enforce(context, 'entitlement', then);
  return outcome;
}

async function departed(context: Context, event: Extract<MediaEvent, { kind: 'left' }>): Promise<WebhookOutcome> {
  const { participant: session, leftAt, reason } = event;
  return once(context, event, async ({ tx, record, touch }, { room, participant }) => {
    if (!room || !participant) return;
    const stay = { sid: session.sid, meetingId: room.id, participantId: participant.id, joinedAt: session.joinedAt };
    const closed = await closeStay(tx, { ...stay, leftAt, leftReason: reason });
    const detail = { sid: session.sid, reason, leftAt: leftAt.toISOString(), known: !closed };
    record({ event: 'call.left', outcome: 'ok', ...aboutOf(room), subjectId: participant.id, detail });
    touch(room.id, participant.id);
  });
}

async function shared(
  context: Context,
  event: Extract<MediaEvent, { kind: 'share_started' | 'share_stopped' }>,
): Promise<WebhookOutcome> {
  return once(context, event, async ({ record }, { room, participant }) => {
    if (!room || !participant) return;
    const name = event.kind === 'share_started' ? 'share.started' : 'share.stopped';
    const detail = { sid: event.sid, trackSid: event.trackSid };
    record({ event: name, outcome: 'ok', ...aboutOf(room), subjectId: participant.id, detail });
  });
}

type Arrival = Readonly<{ room: Pick<Room, 'id' | 'ministryId'>; participant: Participant; session: MediaParticipant }>;

export async function recordArrival(
  { tx, record, touch }: Unit,
  { room, participant, session, by }: Arrival & Readonly<{ by: 'webhook' | 'reconciler' }>,
): Promise<void> {
  const { sid, joinedAt } = session;
  const fresh = await openStay(tx, { sid, meetingId: room.id, participantId: participant.id, joinedAt });
  const detail = { sid, joinedAt: joinedAt.toISOString(), by, known: !fresh };
  record({ event: 'call.joined', outcome: 'ok', ...aboutOf(room), subjectId: participant.id, detail });
  touch(room.id, participant.id);
}

export function recordEviction(
  { record }: Unit,
  {
    meetingId,
    participant,
    session,
  }: Readonly<{ meetingId: string; participant: Participant | undefined; session: MediaParticipant }>,
): void {
  const subject = participant && { subjectId: participant.id };
  const detail = { sid: session.sid, status: participant?.status ?? 'unknown', published: session.grant.canPublish };
  record({ event: 'call.evicted', outcome: 'ok', meetingId, ...subject, detail });
}

type Found = Readonly<{ room: Room | undefined; participant: Participant | undefined }>;

/** Runs the effect of an event unless it has had it. An event without effect is not remembered: it has none the next time either. */
async function once(
  context: Context,
  event: MediaEvent,
  effect: (unit: Unit, found: Found) => Promise<void>,
): Promise<WebhookOutcome> {
  let otherwise: 'repeated' | 'ignored' = 'repeated';
  const isHandled = await actIfNeeded(context, async (unit, skip) => {
    if (!(await claimEvent(unit.tx, { id: event.id, event: event.kind }))) return skip();
    otherwise = 'ignored';
    const entries: AuditEntry[] = [];
    await effect({ ...unit, record: (entry) => void entries.push(entry) }, await find(unit.tx, event));
    if (entries.length === 0) return skip();
    entries.forEach(unit.record);
  });
  return isHandled ? 'handled' : otherwise;
}

async function find(reader: Reader, event: MediaEvent): Promise<Found> {
  const room = await findRoomById(reader, { meetingId: event.room, email: null });
  const identity = 'participant' in event ? event.participant.identity : 'identity' in event ? event.identity : undefined;
  const found =
    room && identity !== undefined ? await findByIdentities(reader, { meetingId: room.id, identities: [identity] }) : [];
  return { room, participant: found[0] };
}

async function recordForgery(context: Context): Promise<WebhookOutcome> {
  if (await hasPoints(context.services, [{ limit: limits.forgeriesRecorded, key: 'all' }]))
    await act(context, async ({ record }) => record({ event: 'webhook.refused', outcome: 'refused' }));
  return 'refused';
}

const aboutOf = ({ id, ministryId }: Pick<Room, 'id' | 'ministryId'>) => ({ meetingId: id, ministryId });
