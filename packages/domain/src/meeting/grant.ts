/** What the media server lets somebody do: the smallest that their part in the room needs. */
import type { MeetingOptions, ParticipantRole } from './contract.ts';
import type { StageState, trackSources } from './room-contract.ts';

export type TrackSource = (typeof trackSources)[number];

/** LiveKit's video grant and participant permission, reduced to what Sabha ever gives. */
export type MediaGrant = Readonly<{
  canSubscribe: boolean;
  canPublish: boolean;
  /** Exactly these; empty if and only if `canPublish` is false: to LiveKit an empty list would mean every source. */
  canPublishSources: readonly TrackSource[];
  canPublishData: boolean;
  hidden: boolean;
}>;

export type GrantFor = Readonly<{
  role: ParticipantRole;
  stage: StageState;
  options: Pick<MeetingOptions, 'screenShare' | 'chat'>;
}>;

/** For somebody who is admitted to a live meeting; nobody else has any grant. */
export function grantOf({ role, stage, options }: GrantFor): MediaGrant {
  if (role === 'audience' && stage !== 'on_stage') return watching;
  const mayShareScreen = role === 'host' || (role !== 'audience' && options.screenShare === 'everyone');
  return {
    canSubscribe: true,
    canPublish: true,
    canPublishSources: mayShareScreen ? ['microphone', 'camera', 'screen_share'] : ['microphone', 'camera'],
    canPublishData: options.chat,
    hidden: false,
  };
}

/** The audience: unseen, silent, without a data channel. */
const watching: MediaGrant = {
  canSubscribe: true,
  canPublish: false,
  canPublishSources: [],
  canPublishData: false,
  hidden: true,
};

/**
 * What to do with somebody whose session holds `held` and who is entitled to `due` (null: not to be there at all). An old
 * token still works until it expires, so it may hold more than is due: whoever could be seen or heard without the right is
 * put out; a smaller difference is set right in place. Being visible without publishing is none: one who comes back from
 * the stage stays listed until they join anew.
 */
export function judgeSession(held: MediaGrant, due: MediaGrant | null): 'stay' | 'adjust' | 'evict' {
  if (due === null || (held.canPublish && !due.canPublish)) return 'evict';
  return sameRights(held, due) && (held.hidden === due.hidden || due.hidden) ? 'stay' : 'adjust';
}

/** The grant for a session that goes on: it must not hide somebody whom the others already list, or they would keep a ghost. */
export const grantInPlace = (held: Pick<MediaGrant, 'hidden'>, due: MediaGrant): MediaGrant => ({
  ...due,
  hidden: due.hidden && held.hidden,
});

function sameRights(one: MediaGrant, other: MediaGrant): boolean {
  return (
    one.canSubscribe === other.canSubscribe &&
    one.canPublish === other.canPublish &&
    one.canPublishData === other.canPublishData &&
    one.canPublishSources.length === other.canPublishSources.length &&
    one.canPublishSources.every((source) => other.canPublishSources.includes(source))
  );
}
