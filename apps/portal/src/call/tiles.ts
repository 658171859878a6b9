/** A track, or the place of one, as a tile. */
import { Track, type Participant, type TrackPublication } from 'livekit-client';
import type { Tile } from './tile-order.ts';

export type RoomTile = Tile & Readonly<{ participant: Participant; picture: TrackPublication | undefined }>;

/** A picture's place in the room; `publication` is missing where somebody sends none. */
export type PicturePlace = Readonly<{
  participant: Participant;
  source: Track.Source;
  publication?: TrackPublication | undefined;
}>;

export function tileOf({ participant, source, publication }: PicturePlace): RoomTile {
  const kind = source === Track.Source.ScreenShare ? 'screen' : 'camera';
  return {
    id: `${participant.identity}:${kind}`,
    identity: participant.identity,
    kind,
    isLocal: participant.isLocal,
    hasVideo: publication?.track !== undefined && !publication.isMuted,
    isSpeaking: participant.isSpeaking,
    lastSpokeAt: participant.lastSpokeAt?.getTime() ?? 0,
    joinedAt: participant.joinedAt?.getTime() ?? 0,
    participant,
    picture: publication,
  };
}
