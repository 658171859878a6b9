/**
 * The door of a meeting as a state machine. Pure: the caller reads the rows, these functions decide, the caller writes.
 *
 *   request -> waiting | admitted | refused        waiting -> admitted | denied        admitted -> removed
 *
 * From waiting and admitted also to `uncalled`, where the right to come is lost (policy/standing); from there like a first request.
 * `denied` and `removed` are final for this link. The host's coming opens the meeting; until then everybody waits.
 */
import type { ErrorCode } from '../errors.ts';
import type { MeetingKind, MeetingStatus, ParticipantRole, WaitingRoom } from './contract.ts';
import type { ParticipantStatus } from './room-contract.ts';

export type DoorMeeting = Readonly<{
  kind: MeetingKind;
  status: MeetingStatus;
  locked: boolean;
  waitingRoom: WaitingRoom;
  /** Somebody was denied or removed here before: they may be any guest that comes now. */
  watchful: boolean;
}>;

/** Somebody at the door. `returning`: from the address of one who was denied or removed here before. */
export type Comer = Readonly<{ kind: 'member' | 'guest'; role: ParticipantRole; returning: boolean }>;

export type Entry = Readonly<{ status: 'waiting' | 'admitted' }> | Readonly<{ refused: ErrorCode }>;

/**
 * @param before their status here, or null when they ask for the first time: also of one who only watched, and now comes to speak.
 */
export function decideEntry(meeting: DoorMeeting, comer: Comer, before: ParticipantStatus | null): Entry {
  const closed = whyClosed(meeting.status);
  if (closed) return { refused: closed };
  if (before === 'uncalled') return decideEntry(meeting, comer, null);
  const out = before === null ? null : whyOut(before);
  if (out) return { refused: out };
  if (before === 'admitted') return { status: 'admitted' };
  if (before === null && meeting.locked && comer.role !== 'host') return { refused: 'meeting_locked' };
  if (before === 'waiting' && comer.role !== 'host') return { status: 'waiting' }; // only the host or the opening moves them
  return { status: mustWait(meeting, comer) ? 'waiting' : 'admitted' };
}

/** Who is let in by the rules when the host opens the meeting: those who need no nod. */
export function admitsAtOpening(meeting: Pick<DoorMeeting, 'kind' | 'waitingRoom' | 'watchful'>, comer: Comer): boolean {
  return !mustWait({ ...meeting, status: 'live', locked: false }, comer);
}

function mustWait({ kind, status, waitingRoom, watchful }: DoorMeeting, { kind: who, role, returning }: Comer): boolean {
  if (role === 'host') return false;
  if (status !== 'live') return true; // nobody is in before the host, whatever the options say
  // Unseen, silent, and as many as may come: a webinar is public, and one who was put out must not make all those wait who
  // share the address of a carrier or an office. What they could do, speak, needs a host's call, and the host sees the mark.
  if (role === 'audience') return false;
  if (returning) return true;
  if (kind === 'webinar' && who === 'guest') return true; // nobody walks onto a public stage with a passcode alone
  if (watchful && who === 'guest') return true; // an empty browser at another address is anybody
  return waitingRoom === 'everyone' || (waitingRoom === 'guests' && who === 'guest');
}

export type DoorMove = 'admit' | 'deny' | 'remove';

/** The status after a host's move; the same status when it is so already; null when the state has moved on. */
export function moveAtDoor(status: ParticipantStatus, move: DoorMove): ParticipantStatus | null {
  const { from, to } = moves[move];
  return status === from || status === to ? to : null;
}
const moves = {
  admit: { from: 'waiting', to: 'admitted' },
  deny: { from: 'waiting', to: 'denied' },
  remove: { from: 'admitted', to: 'removed' },
} as const;

/**
 * Why this participant gets no pass into the call now, or null when they get one. A lock does not touch those who are in:
 * they come back after a reload. The host's own pass is what opens a meeting that has not started.
 */
export function whyNoPass(
  meetingStatus: MeetingStatus,
  { status, role }: Readonly<{ status: ParticipantStatus; role: ParticipantRole }>,
): ErrorCode | null {
  const closed = whyClosed(meetingStatus) ?? whyOut(status);
  if (closed) return closed;
  if (role === 'host') return null;
  if (meetingStatus !== 'live') return 'meeting_not_started';
  return status === 'admitted' ? null : 'waiting_for_host';
}

function whyClosed(status: MeetingStatus): ErrorCode | null {
  if (status === 'ended') return 'meeting_ended';
  return status === 'cancelled' ? 'meeting_cancelled' : null;
}

/** Why somebody is out; null for all others. Who was put out stays out; who is called no longer may be called again. */
export function whyOut(status: ParticipantStatus): 'removed_by_host' | 'entry_denied' | 'not_called' | null {
  if (status === 'removed') return 'removed_by_host';
  if (status === 'denied') return 'entry_denied';
  return status === 'uncalled' ? 'not_called' : null;
}
