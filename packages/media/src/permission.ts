/** Between Sabha's grant and LiveKit's two ways to say the same: the video grant of a token, the permission of a session. */
import type { MediaGrant, TrackSource as Source } from '@sabha/domain/meeting/grant';
import { type ParticipantPermission, TrackSource, type VideoGrant } from 'livekit-server-sdk';

/** The grant of a token. Every right is named: LiveKit reads an absent one as given. */
export function videoGrantOf(room: string, grant: MediaGrant): VideoGrant {
  return { roomJoin: true, room, canUpdateOwnMetadata: false, ...rightsOf(grant) };
}

/** The permission of a session; it replaces the whole of what the session held, and what is not named here is taken away. */
export function permissionOf(grant: MediaGrant): Partial<ParticipantPermission> {
  return { canUpdateMetadata: false, ...rightsOf(grant) };
}

/** What a session really holds. Sources Sabha never grants count as all sources, so that they never look harmless. */
export function grantOfPermission(permission: ParticipantPermission | undefined): MediaGrant {
  const named = permission?.canPublishSources ?? [];
  const known = [...sourcesOf].filter(([, livekit]) => named.includes(livekit[0])).map(([source]) => source);
  const foreign = named.some((source) => ![...sourcesOf.values()].flat().includes(source));
  return {
    canSubscribe: permission?.canSubscribe ?? false,
    canPublish: permission?.canPublish ?? false,
    canPublishSources: foreign ? [] : known,
    canPublishData: permission?.canPublishData ?? false,
    hidden: permission?.hidden ?? false,
  };
}

export function livekitSources(source: Source): readonly TrackSource[] {
  return sourcesOf.get(source) ?? [];
}

function rightsOf({ canPublishSources, ...grant }: MediaGrant) {
  // LiveKit takes an empty list for every source: where nothing is named, nothing may be published.
  const canPublish = grant.canPublish && canPublishSources.length > 0;
  return { ...grant, canPublish, canPublishSources: canPublishSources.flatMap(livekitSources) };
}

/** A shared screen comes with its sound. */
const sourcesOf: ReadonlyMap<Source, readonly [TrackSource, ...TrackSource[]]> = new Map([
  ['microphone', [TrackSource.MICROPHONE]],
  ['camera', [TrackSource.CAMERA]],
  ['screen_share', [TrackSource.SCREEN_SHARE, TrackSource.SCREEN_SHARE_AUDIO]],
]);
