import type { MediaGrant, TrackSource } from '@sabha/domain/meeting/grant';
import type { CallPass } from '@sabha/domain/meeting/room-contract';

/**
 * A session on the media server, with the rights it really holds there, whatever its token once said. Until it is active it
 * neither hears nor sends, but it reads who else is there.
 */
export type MediaParticipant = Readonly<{ sid: string; identity: string; joinedAt: Date; isActive: boolean; grant: MediaGrant }>;

/** What the media server reports, reduced to what Sabha acts on. `id` is the same in every repetition. */
export type MediaEvent = Readonly<{ id: string; at: Date; room: string }> &
  (
    | Readonly<{ kind: 'room_finished' | 'other' }>
    | Readonly<{ kind: 'joined'; participant: MediaParticipant }>
    | Readonly<{ kind: 'left'; participant: MediaParticipant; leftAt: Date; reason: string }>
    | Readonly<{ kind: 'share_started' | 'share_stopped'; sid: string; identity: string; trackSid: string }>
  );

/**
 * The media server as the use cases need it. A room is named by its meeting's id. Every method rejects with
 * SabhaError('media_unavailable') when the server cannot be reached in time; removing what is gone already is no error.
 */
export interface Media {
  mintPass(to: {
    room: string;
    identity: string;
    name: string;
    metadata: string;
    grant: MediaGrant;
  }): Promise<Pick<CallPass, 'url' | 'token'>>;
  /** Safe to repeat: an open room stays as it is, one that the server has lost is made again. */
  openRoom(room: string): Promise<void>;
  closeRoom(room: string): Promise<void>;
  evict(room: string, identity: string): Promise<void>;
  /** Whether there was anything to mute. */
  mute(room: string, identity: string, source: TrackSource): Promise<boolean>;
  setGrant(room: string, identity: string, grant: MediaGrant): Promise<void>;
  /** What the others in the room read of somebody. */
  setMetadata(room: string, identity: string, metadata: string): Promise<void>;
  /** Null when the server has no such room. */
  listParticipants(room: string): Promise<readonly MediaParticipant[] | null>;
  listRooms(): Promise<readonly string[]>;
  /** Null unless the media server signed exactly this body. */
  readWebhook(body: string, authorization: string | undefined): Promise<MediaEvent | null>;
  isHealthy(): Promise<boolean>;
}
