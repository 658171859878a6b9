import { decideAll, lockParticipant, lockWaiting, updateParticipant } from '@sabha/db/stores/participants';
import { lockRoom, markEnded, type Room, setLocked, shareRoom } from '@sabha/db/stores/rooms';
import type { AuditEvent } from '@sabha/domain/audit/events';
import { type ErrorCode, SabhaError } from '@sabha/domain/errors';
import type { MeetingStatus } from '@sabha/domain/meeting/contract';
import { type DoorMove, moveAtDoor } from '@sabha/domain/meeting/door';
import { act } from '../core/act.ts';
import type { Context } from '../core/context.ts';
import { standingNow } from '../meeting/standing.ts';
import { recordDecisions } from './decisions.ts';
import { enforce } from './enforce.ts';
import { holdAsHost, requireHost } from './host.ts';

type InMeeting = Readonly<{ meetingId: string }>;
type OnParticipant = InMeeting & Readonly<{ participantId: string }>;

const events: Readonly<Record<DoorMove, AuditEvent>> = { admit: 'door.admitted', deny: 'door.denied', remove: 'host.removed' };

/** @throws SabhaError not_found when nobody of that id is at this door; conflict when they are past it, or out */
async function moveDoor(context: Context, { meetingId, participantId }: OnParticipant, move: DoorMove): Promise<void> {
  const room = await requireHost(context, meetingId);
  const identity = await act(context, async ({ tx, record, touch }) => {
    requireOpen((await holdAsHost(context, tx, { meetingId, hold: shareRoom })).status);
    const participant = await lockParticipant(tx, { meetingId, participantId });
    if (!participant) throw new SabhaError('not_found');
    const { personId } = participant;
    if (move === 'remove' && personId !== null && (await standingNow(tx, { meetingId, personId })) === 'host')
      throw new SabhaError('not_allowed');
    const status = moveAtDoor(participant.status, move);
    if (status === null) throw new SabhaError('conflict');
    const again = status === participant.status;
    const stage = status === 'admitted' ? participant.stage : 'none';
    if (!again)
      await updateParticipant(tx, { meetingId, participantId, changes: { status, stage, decidedAt: context.services.clock() } });
    record({ event: events[move], outcome: 'ok', ...aboutOf(room), subjectId: participantId, detail: { by: 'host', again } });
    touch(meetingId, participantId);
    return participant.identity;
  });
  if (move === 'remove') await enforce(context, 'evict', () => context.services.media.evict(meetingId, identity));
}

export const admit = (context: Context, target: OnParticipant): Promise<void> => moveDoor(context, target, 'admit');
export const deny = (context: Context, target: OnParticipant): Promise<void> => moveDoor(context, target, 'deny');
/** For good: the same link does not let them back, and they leave the call at once. */
export const remove = (context: Context, target: OnParticipant): Promise<void> => moveDoor(context, target, 'remove');

/** @throws SabhaError meeting_ended, meeting_cancelled */
async function decideEverybody(context: Context, { meetingId }: InMeeting, move: 'admit' | 'deny'): Promise<void> {
  const room = await requireHost(context, meetingId);
  await act(context, async (unit) => {
    const { tx, record, touch } = unit;
    requireOpen((await holdAsHost(context, tx, { meetingId, hold: shareRoom })).status);
    const ids = (await lockWaiting(tx, meetingId)).map((waiting) => waiting.id);
    const event = move === 'admit' ? 'door.admitted' : 'door.denied';
    await decideAll(tx, { meetingId, ids, status: move === 'admit' ? 'admitted' : 'denied', at: context.services.clock() });
    recordDecisions(unit, event, { ...aboutOf(room), ids, by: 'host' });
    if (ids.length === 0) record({ event, outcome: 'ok', ...aboutOf(room), detail: { by: 'host', nobody: true } });
    touch(meetingId);
  });
}

/** Everybody who waits at this moment. */
export const admitEverybody = (context: Context, where: InMeeting): Promise<void> => decideEverybody(context, where, 'admit');
/** For good, as each of them alone: what a host does about a flood at the door. */
export const denyEverybody = (context: Context, where: InMeeting): Promise<void> => decideEverybody(context, where, 'deny');

/** Locked: nobody new, not even into the waiting room. Those who are in come back after a reload. */
export async function setLock(context: Context, { meetingId, locked }: InMeeting & Readonly<{ locked: boolean }>): Promise<void> {
  const room = await requireHost(context, meetingId);
  await act(context, async ({ tx, record, touch }) => {
    requireOpen((await holdAsHost(context, tx, { meetingId, hold: lockRoom })).status);
    await setLocked(tx, { meetingId, locked });
    record({ event: locked ? 'meeting.locked' : 'meeting.unlocked', outcome: 'ok', ...aboutOf(room) });
    touch(meetingId);
  });
}

/** For everybody: no pass leads in any more, and the media server closes the room at once. */
export async function endMeeting(context: Context, { meetingId }: InMeeting): Promise<void> {
  const room = await requireHost(context, meetingId);
  await act(context, async ({ tx, record, touch }) => {
    const { status } = await holdAsHost(context, tx, { meetingId, hold: lockRoom });
    requireOpen(status);
    if (status !== 'live') throw new SabhaError('meeting_not_started');
    await markEnded(tx, { meetingId, at: context.services.clock() });
    record({ event: 'meeting.ended', outcome: 'ok', ...aboutOf(room) });
    touch(meetingId);
  });
  await enforce(context, 'close_room', () => context.services.media.closeRoom(meetingId));
}

const aboutOf = (room: Room) => ({ meetingId: room.id, ministryId: room.ministryId });

function requireOpen(status: MeetingStatus): void {
  const over: Partial<Record<MeetingStatus, ErrorCode>> = { ended: 'meeting_ended', cancelled: 'meeting_cancelled' };
  const code = over[status];
  if (code) throw new SabhaError(code);
}
