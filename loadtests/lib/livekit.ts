/** Synthetic participants: what they send and how they stay, the same in every scenario. */
import exec from 'k6/execution';
import livekit from 'k6/x/livekit';
import type { CallPass } from '@sabha/domain/meeting/room-contract';
import { isMediaAllowed } from './media-host.ts';
import { stage } from './stage.ts';

export type Role = 'speaker' | 'viewer' | 'participant' | 'listener';
export type Room = ReturnType<typeof livekit.connect>;
type Options = Parameters<typeof livekit.connect>[2];

/** Into the room by the portal's token. Undefined where the media server kept them out, which the extension has counted. */
export function enterRoom(pass: CallPass, role: Role, options: Options = {}): Room | undefined {
  if (!isMediaAllowed(pass.url, stage.mediaHosts)) exec.test.abort(`media at ${pass.url}, which nobody has consented to load`);
  try {
    return livekit.connect(pass.url, pass.token, { timeout: '20s', role, ...options });
  } catch (error) {
    console.warn(`media: ${String(error)}`);
    return undefined;
  }
}

/** A speaker's face and voice: 720p VP8 of 1.7 Mbit/s in one layer, Opus. */
export function speak(room: Room): void {
  room.publishVideo({ codec: 'vp8', width: 1280, height: 720, fps: 25, bitrate: 1_700_000 });
  room.publishAudio();
}

/**
 * As the portal's own client sends in a meeting: three layers, of which each receiver gets one; and of whoever is silent a packet of sound
 * every 400 ms (discontinuous transmission, which livekit-client has on by default).
 */
export function sendInLayers(room: Room, { isTalking }: Readonly<{ isTalking: boolean }>): void {
  room.publishVideo({ codec: 'vp8', width: 1280, height: 720, fps: 25, simulcast: true });
  room.publishAudio({ dtx: true, silent: !isTalking });
}

/** Stays until an instant (milliseconds since 1970), so that all leave together however late they came. */
export function stayUntil(room: Room, instant: number): string {
  const left = Math.max(0, instant - Date.now());
  const why = room.hold(`${Math.round(left)}ms`);
  room.leave();
  return why;
}
