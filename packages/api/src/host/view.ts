import { countWatching, listHands, listPresent, listWaiting, type Seen } from '@sabha/db/stores/participants';
import type { Room } from '@sabha/db/stores/rooms';
import { type HostView, MAX_HANDS, type RoomMember } from '@sabha/domain/meeting/room-contract';
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
  const subscriber = { holder: context.actor.kind === 'member' ? context.actor.personId : '', address: context.address };
  yield* snapshots(context.services.live.watch(meetingId, signal, subscriber), read, { isFinal, lastEventId });
}

const isFinal = ({ status }: HostView): boolean => status === 'ended' || status === 'cancelled';

/** More of them no host can look through. */
const LISTED = { waiting: 200, present: 500, hands: MAX_HANDS } as const;

/** Each list has its own end: those who flood one of them push nobody out of another. */
async function hostView({ services: { db } }: Context, { id: meetingId, status, locked }: Room): Promise<HostView> {
  const [waiting, present, hands, audienceCount] = await Promise.all([
    listWaiting(db, { meetingId, limit: LISTED.waiting }),
    listPresent(db, { meetingId, limit: LISTED.present }),
    listHands(db, { meetingId, limit: LISTED.hands }),
    countWatching(db, meetingId),
  ]);
  return {
    meetingId,
    status,
    locked,
    waiting: waiting.members.map(memberOf),
    present: present.members.map(memberOf),
    hands: hands.members.map(memberOf),
    totals: { waiting: waiting.total, present: present.total, hands: hands.total },
    audienceCount,
  };
}

const memberOf = ({ requestedAt, ...seen }: Seen): RoomMember => ({ ...seen, requestedAt: requestedAt.toISOString() });
