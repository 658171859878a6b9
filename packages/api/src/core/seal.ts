/** Small secrets at rest: AES-256-GCM, `v1.<key id>.<nonce + text + tag>`; the key id says which key opens it after a rotation. */
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import type { Settings } from './services.ts';

const NONCE = 12;
const TAG = 16;

/** The keys that open; the first one seals. Each is 32 bytes. */
export type SealKeys = readonly [Uint8Array, ...Uint8Array[]];

export const sealKeysOf = (settings: Pick<Settings, 'sealKey' | 'previousSealKeys'>): SealKeys => [
  settings.sealKey,
  ...(settings.previousSealKeys ?? []),
];

/** @param purpose what the text is for; the same must be said to open it, so a sealed text cannot be moved elsewhere. */
export function seal(
  text: string,
  { keys, purpose, random }: Readonly<{ keys: SealKeys; purpose: string; random: (bytes: number) => Uint8Array }>,
): string {
  const nonce = random(NONCE);
  const cipher = createCipheriv('aes-256-gcm', keys[0], nonce, { authTagLength: TAG }).setAAD(Buffer.from(purpose));
  const body = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `v1.${keyId(keys[0])}.${body.toString('base64url')}`;
}

/** Throws when no key opens it, or it was sealed for something else, or changed. */
export function unseal(sealed: string, { keys, purpose }: Readonly<{ keys: SealKeys; purpose: string }>): string {
  const [version, id, body] = sealed.split('.');
  const key = keys.find((candidate) => keyId(candidate) === id);
  if (version !== 'v1' || body === undefined || key === undefined) throw new Error('sealed under no key that is held');
  const bytes = Buffer.from(body, 'base64url');
  if (bytes.length < NONCE + TAG) throw new Error('sealed text too short');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), { authTagLength: TAG })
    .setAAD(Buffer.from(purpose))
    .setAuthTag(bytes.subarray(bytes.length - TAG));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE, bytes.length - TAG)), decipher.final()]).toString('utf8');
}

/** Names a key without telling it. */
function keyId(key: Uint8Array): string {
  return createHash('sha256').update('sabha seal key id').update(key).digest('hex').slice(0, 8);
}
