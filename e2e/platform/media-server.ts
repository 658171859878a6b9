import { RoomServiceClient } from 'livekit-server-sdk';
import type { Platform } from './platform.ts';

/** Who is in the room and what they send, by the media server's own word. */
export async function sessionsIn({ livekit }: Platform, meetingId: string) {
  const client = new RoomServiceClient(livekit.url, livekit.key, livekit.secret);
  const participants = await client.listParticipants(meetingId);
  return participants.map(({ identity, name, permission, tracks }) => ({
    identity,
    name,
    hidden: permission?.hidden ?? false,
    canPublish: permission?.canPublish ?? false,
    tracks: tracks.map(({ source, muted }) => ({ source, muted })),
  }));
}
