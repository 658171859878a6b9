/** Why somebody is in the queue: the fence's reasons, as far as they mean different things to a person. */
import type { FenceRefusal } from '@sabha/domain/residency/fence';

export type QueueReason = 'full' | 'none' | 'closed' | 'site' | 'site_gone';

/** `room_misplaced`: the media server would not put the room where it must be. */
const meanings: Readonly<Record<FenceRefusal | 'room_misplaced', QueueReason>> = {
  overloaded: 'full',
  no_node: 'none',
  room_misplaced: 'none',
  stranger_seen: 'closed',
  pinned_site_closed: 'site',
  unknown_site: 'site_gone',
};

/** Null for a media server that does not answer at all: that is no queue, and trying again soon may help. */
export function queueReasonOf(reason: string | null | undefined): QueueReason | null {
  return reason != null && Object.hasOwn(meanings, reason) ? meanings[reason as keyof typeof meanings] : null;
}
