import type { MediaGrant } from '@sabha/domain/meeting/grant';
import { claimsToJwtPayload } from 'livekit-server-sdk';
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { videoGrantOf } from './permission.ts';
import type { LivekitSettings } from './settings.ts';

/** From minting to first use. LiveKit renews the token of whoever is connected, so this need not outlast a call. */
export const PASS_SECONDS = 120;

export type PassFor = Readonly<{ room: string; identity: string; name: string; metadata: string; grant: MediaGrant }>;

/** A token for one room and one identity, with exactly the rights of `grant`. Signing needs no network. */
export function mintPass(
  settings: LivekitSettings,
  { room, identity, name, metadata, grant }: PassFor,
): Readonly<{ url: string; token: string }> {
  if (room === '' || identity === '') throw new RangeError('a pass names one room and one identity');
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    ...claimsToJwtPayload({ name, metadata, video: videoGrantOf(room, grant) }),
    iss: settings.apiKey,
    sub: identity,
    nbf: now,
    exp: now + PASS_SECONDS,
  };
  return { url: settings.browserUrl, token: sign(claims, keyOf(settings)) };
}

const HEADER = encode({ alg: 'HS256' });

/**
 * RFC 7515 with HS256, the claims as LiveKit's own SDK writes them. Its `AccessToken` would import the key into WebCrypto and wait
 * for another thread for every token: ten times as long.
 */
function sign(claims: object, key: KeyObject): string {
  const signed = `${HEADER}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
}

/** Made ready once: for each token it would take longer than to sign it. */
function keyOf(settings: LivekitSettings): KeyObject {
  const key = keys.get(settings) ?? createSecretKey(settings.apiSecret, 'utf8');
  keys.set(settings, key);
  return key;
}
const keys = new WeakMap<LivekitSettings, KeyObject>();

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
