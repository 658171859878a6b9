import { countWatching, listSeenByHosts, type Seen } from '@sabha/db/stores/participants';
import type { Room } from '@sabha/db/stores/rooms';
import type { HostView, RoomMember } from '@sabha/domain/meeting/room-contract';
import type { Context } from '../core/context.ts';
import { type Snapshots, snapshots } from '../live/snapshots.ts';
import { refreshed } from '../live/still-entitled.ts';
import { requireHost } from './host.ts';

type Watched = Readonly<{ meetingId: string; lastEventId?: string | null | undefined }>;

/** Ends after the meeting has ended. @throws SabhaError when the actor does not run the meeting (any more) */
export async function* watchMeeting(
  context: Context,
  { meetingId, lastEventId }: Watched,
  signal: AbortSignal,
): Snapshots<HostView> {
  await requireHost(context, meetingId);
  const read = async () => {
    const now = await refreshed(context);
    return hostView(now, await requireHost(now, meetingId));
  };
  yield* snapshots(context.services.live.watch(meetingId, signal), read, { isFinal, lastEventId });
}

const isFinal = ({ status }: HostView): boolean => status === 'ended' || status === 'cancelled';

export async function hostView({ services }: Context, room: Room): Promise<HostView> {
  const [seen, audienceCount] = await Promise.all([listSeenByHosts(services.db, room.id), countWatching(services.db, room.id)]);
  const members = seen.map(memberOf);
  return {
    meetingId: room.id,
    status: room.status,
    locked: room.locked,
    waiting: members.filter((member) => member.status === 'waiting'),
    present: members.filter(
      (member) => member.status === 'admitted' && (member.role !== 'audience' || member.stage === 'on_stage'),
    ),
    hands: members.filter((member) => member.stage === 'hand_raised' || member.stage === 'invited'),
    audienceCount,
  };
}

const memberOf = ({ requestedAt, ...seen }: Seen): RoomMember => ({ ...seen, requestedAt: requestedAt.toISOString() });
