import type { MediaGrant } from '@sabha/domain/meeting/grant';
import { AccessToken } from 'livekit-server-sdk';
import { videoGrantOf } from './permission.ts';
import type { LivekitSettings } from './settings.ts';

/** From minting to first use. LiveKit renews the token of whoever is connected, so this need not outlast a call. */
export const PASS_SECONDS = 120;

export type PassFor = Readonly<{ room: string; identity: string; name: string; metadata: string; grant: MediaGrant }>;

/** A token for one room and one identity, with exactly the rights of `grant`. Signing needs no network. */
export async function mintPass(
  settings: LivekitSettings,
  { room, identity, name, metadata, grant }: PassFor,
): Promise<{ url: string; token: string }> {
  if (room === '' || identity === '') throw new RangeError('a pass names one room and one identity');
  const token = new AccessToken(settings.apiKey, settings.apiSecret, { identity, name, metadata, ttl: PASS_SECONDS });
  token.addGrant(videoGrantOf(room, grant));
  return { url: settings.browserUrl, token: await token.toJwt() };
}
