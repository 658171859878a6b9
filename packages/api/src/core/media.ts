import type { MediaGrant, TrackSource } from '@sabha/domain/meeting/grant';
import type { CallPass } from '@sabha/domain/meeting/room-contract';
import type { MediaNode } from '@sabha/domain/residency/fence';

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

/** A node of the media server at one look, by its own word. */
export type SeenNode = MediaNode & Readonly<{ rooms: number | null; clients: number | null }>;

/**
 * The nodes there are, as of two seconds ago at most. `now` is the time that their own times are compared with. `problem`
 * says why nothing could be read: then there are none, and nobody gets in.
 */
export type NodeReading = Readonly<{ nodes: readonly SeenNode[]; now: Date; problem: string | null }>;

declare const fence: unique symbol;
/** Where the fence lets a room be. Made by residency/place-room.ts alone: nothing is opened or minted without one. */
export type Placement = Readonly<{ nodeId: string; siteId: string; [fence]: true }>;

/**
 * The media server as the use cases need it. A room is named by its meeting's id. Every method that asks it something rejects with
 * SabhaError('media_unavailable') when the server cannot be reached in time; removing what is gone already is no error.
 */
export interface Media {
  /** Signs; asks nobody. */
  mintPass(
    to: { room: string; identity: string; name: string; metadata: string; grant: MediaGrant },
    at: Placement,
  ): Pick<CallPass, 'url' | 'token'>;
  readNodes(): Promise<NodeReading>;
  /**
   * Safe to repeat: one that the server has lost is made again. Answers with the node that has the room, which is another one
   * while that still serves it; null when none has. Of one that is on another node which is living nothing is asked: somebody may be closing it.
   */
  openRoom(room: string, at: Placement, isLiving?: (nodeId: string) => boolean): Promise<string | null>;
  /** Which node has each of the rooms, as the cluster sees it; rooms that none has are left out. Null: there is one server. */
  placesOf(rooms: readonly string[]): Promise<ReadonlyMap<string, string> | null>;
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
