import type { MediaGrant, TrackSource } from '@sabha/domain/meeting/grant';
import { type ParticipantInfo, ParticipantInfo_State, RoomServiceClient } from 'livekit-server-sdk';
import { callLivekit, reached, REQUEST_SECONDS } from './call-livekit.ts';
import type { NodeRegistry } from './nodes/seen-node.ts';
import { grantOfPermission, livekitSources, permissionOf } from './permission.ts';
import type { LivekitSettings } from './settings.ts';

/** A room nobody came to goes away after this; the next pass makes it anew. */
const EMPTY_SECONDS = 300;
/** Longer than the 20 s after which LiveKit gives up on a silent peer: a short outage of everybody's network keeps the room. */
const DEPARTURE_SECONDS = 120;

/** `isActive`: its media connection stands. Before, it hears and sends nothing, but reads who else is there. */
export type Session = Readonly<{ sid: string; identity: string; joinedAt: Date; isActive: boolean; grant: MediaGrant }>;

/** The rooms of the server; the server makes none by itself (auto_create is off). */
export function livekitRooms(settings: LivekitSettings, registry: Pick<NodeRegistry, 'placesOf'>) {
  const client = new RoomServiceClient(settings.apiUrl, settings.apiKey, settings.apiSecret, {
    requestTimeout: REQUEST_SECONDS,
    failover: false, // it would ask the server for other regions and go there: never a fallback
  });

  return {
    /** LiveKit heeds the node only for a room that no living node holds (roomallocator.go), so it is asked where the room is. */
    async openRoom(
      room: string,
      { nodeId }: Readonly<{ nodeId: string }>,
      isLiving: (nodeId: string) => boolean = () => false,
    ): Promise<string | null> {
      const place = (await reached(registry.placesOf([room])))?.get(room);
      if (place !== undefined && place !== nodeId && isLiving(place)) return place;
      const options = { name: room, nodeId, emptyTimeout: EMPTY_SECONDS, departureTimeout: DEPARTURE_SECONDS };
      await reached(client.createRoom(options)); // here "not found" is said of the node
      const places = await reached(registry.placesOf([room]));
      return places === null ? nodeId : (places.get(room) ?? null);
    },

    async closeRoom(room: string): Promise<void> {
      await callLivekit(() => client.deleteRoom(room), undefined);
    },

    async evict(room: string, identity: string): Promise<void> {
      await callLivekit(() => client.removeParticipant(room, identity), undefined);
    },

    async mute(room: string, identity: string, source: TrackSource): Promise<boolean> {
      const participant = await callLivekit(() => client.getParticipant(room, identity), null);
      const wanted = livekitSources(source);
      const tracks = participant?.tracks.filter((track) => wanted.includes(track.source) && !track.muted) ?? [];
      await Promise.all(
        tracks.map((track) => callLivekit(() => client.mutePublishedTrack(room, identity, track.sid, true), undefined)),
      );
      return tracks.length > 0;
    },

    async setGrant(room: string, identity: string, grant: MediaGrant): Promise<void> {
      const permission = permissionOf(grant);
      await callLivekit(() => client.updateParticipant(room, identity, { permission }), undefined);
    },

    async setMetadata(room: string, identity: string, metadata: string): Promise<void> {
      await callLivekit(() => client.updateParticipant(room, identity, { metadata }), undefined);
    },

    async listParticipants(room: string): Promise<readonly Session[] | null> {
      // The list of a room that is not there is empty, like that of a room nobody is in: ask which it is, first.
      const rooms = await callLivekit(() => client.listRooms([room]), []);
      if (rooms.length === 0) return null;
      return (await callLivekit(() => client.listParticipants(room), [])).map(sessionOf);
    },

    async listRooms(): Promise<readonly string[]> {
      return (await callLivekit(() => client.listRooms(), [])).map((room) => room.name);
    },
  };
}

export function sessionOf({ sid, identity, joinedAtMs, state, permission }: ParticipantInfo): Session {
  const isActive = state === ParticipantInfo_State.ACTIVE;
  return { sid, identity, joinedAt: new Date(Number(joinedAtMs)), isActive, grant: grantOfPermission(permission) };
}
