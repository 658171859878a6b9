/** Why a call is over for this person, and what a lost connection means. */
import { DisconnectReason } from 'livekit-client';
import type { ErrorCode } from '@sabha/domain/errors';
import type { DoorView } from '@sabha/domain/meeting/room-contract';

export const endReasons = [
  'left', // by their own wish
  'removed', // by the host; the same link does not let them back
  'denied', // the host said no
  'ended', // for everybody
  'cancelled',
  'locked', // nobody is let in any more
  'elsewhere', // the same person opened the call in another tab or device
  'abroad', // comes from an address abroad, or from one that nobody can place
  'signed_out',
  'refused', // the link is of no use any more
  'outside_country', // media went, or was to go, where the residency policy does not let it
  'unsupported', // this browser cannot make calls
] as const;
export type EndReason = (typeof endReasons)[number];

/** Reasons after which coming back is offered. */
export const canComeBack: Readonly<Record<EndReason, boolean>> = {
  left: true,
  removed: false,
  denied: false,
  ended: false,
  cancelled: false,
  locked: true,
  elsewhere: true,
  abroad: true,
  signed_out: false,
  refused: false,
  outside_country: true,
  unsupported: false,
};

/** The door's word is final: it is what the API holds. */
export function endFromDoor(door: DoorView): EndReason | null {
  if (door.status === 'removed') return 'removed';
  if (door.status === 'denied') return 'denied';
  if (door.status === 'uncalled') return 'refused';
  if (door.meeting.status === 'ended') return 'ended';
  if (door.meeting.status === 'cancelled') return 'cancelled';
  return null;
}

/**
 * Only a second tab ends the call on the media server's word alone. A removal may be the host's doing, or the way from the
 * stage back to the audience; a deleted room may be the meeting's end, or a media server that started anew: the next pass tells.
 */
export function endFromDisconnect(reason: DisconnectReason | undefined): EndReason | null {
  return reason === DisconnectReason.DUPLICATE_IDENTITY ? 'elsewhere' : null;
}

/** Why trying again may help. */
export const retryReasons = ['lost', 'media_unavailable', 'too_many_attempts', 'waiting'] as const;
export type RetryReason = (typeof retryReasons)[number];

export type RefusalMeaning = Readonly<{ end: EndReason }> | Readonly<{ retry: RetryReason }>;

/** Total over the closed list: a new code does not compile until its meaning here is decided. */
const meanings: Readonly<Record<ErrorCode, RefusalMeaning>> = {
  bad_input: { end: 'refused' },
  not_signed_in: { end: 'signed_out' },
  not_allowed: { end: 'refused' },
  not_found: { end: 'refused' },
  join_refused: { end: 'refused' },
  conflict: { retry: 'lost' },
  too_many_attempts: { retry: 'too_many_attempts' },
  meeting_not_started: { retry: 'waiting' },
  waiting_for_host: { retry: 'waiting' },
  meeting_locked: { end: 'locked' },
  meeting_ended: { end: 'ended' },
  meeting_cancelled: { end: 'cancelled' },
  entry_denied: { end: 'denied' },
  removed_by_host: { end: 'removed' },
  not_called: { end: 'refused' },
  abroad_refused: { end: 'abroad' },
  media_unavailable: { retry: 'media_unavailable' },
  internal: { retry: 'lost' },
};

export function meaningOfRefusal(code: ErrorCode): RefusalMeaning {
  return meanings[code];
}
