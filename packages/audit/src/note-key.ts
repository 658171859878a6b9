/** Keys of signed notes as they are written down: `name+hash+key`, where the key's first byte says what it signs, and how. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';

/** `name+hash+key`, as others write it down. */
export type VerifierKey = string;
/** `PRIVATE+KEY+name+hash+key`: a secret. */
export type SignerKey = string;

/** `keyId`: four bytes in hex. */
export type Verifier = Readonly<{ name: string; keyId: string; publicKey: Uint8Array }>;
export type Signer = Verifier & Readonly<{ seed: Uint8Array }>;

/** Of a text (c2sp.org/signed-note). */
export const ED25519 = 0x01;
/** Of a checkpoint and the time (c2sp.org/tlog-cosignature). */
export const ED25519_COSIGNATURE = 0x04;
export type Algorithm = typeof ED25519 | typeof ED25519_COSIGNATURE;

/** Why a note, or a key, is not believed. */
export class NoteError extends Error {
  override readonly name = 'NoteError';
}

/** @param seed 32 random bytes. @throws NoteError for a name with spaces or a plus sign, which the format cannot carry. */
export function encodeKeys(
  algorithm: Algorithm,
  { name, seed }: Readonly<{ name: string; seed: Uint8Array }>,
): Readonly<{ signer: SignerKey; verifier: VerifierKey }> {
  const publicKey = ed25519.getPublicKey(seed);
  const verifier = encodeVerifier(algorithm, { name, publicKey });
  return { signer: `PRIVATE+KEY+${name}+${keyIdOf(algorithm, name, publicKey)}+${encodeKey(algorithm, seed)}`, verifier };
}

/** @throws NoteError as above */
export function encodeVerifier(
  algorithm: Algorithm,
  { name, publicKey }: Readonly<{ name: string; publicKey: Uint8Array }>,
): VerifierKey {
  if (name === '' || /[\s+]/u.test(name)) throw new NoteError(`a key's name has neither spaces nor plus signs: ${name}`);
  return `${name}+${keyIdOf(algorithm, name, publicKey)}+${encodeKey(algorithm, publicKey)}`;
}

const encodeKey = (algorithm: Algorithm, key: Uint8Array): string => base64.encode(concatBytes(Uint8Array.of(algorithm), key));

/** @throws NoteError when it is no such key, or its hash does not fit. */
export function decodeVerifier(algorithm: Algorithm, key: VerifierKey): Verifier {
  const [name = '', keyId = '', encoded = ''] = splitKey(key);
  const publicKey = keyBytes(algorithm, encoded);
  if (keyIdOf(algorithm, name, publicKey) !== keyId) throw new NoteError(`the verifier key of ${name} does not fit its hash`);
  return { name, keyId, publicKey };
}

/** @throws NoteError when it is no such key, or its hash does not fit. */
export function decodeSigner(algorithm: Algorithm, key: SignerKey): Signer {
  const [, rest = ''] = /^PRIVATE\+KEY\+(.*)$/s.exec(key) ?? [];
  const [name = '', keyId = '', encoded = ''] = splitKey(rest);
  const seed = keyBytes(algorithm, encoded);
  const publicKey = ed25519.getPublicKey(seed);
  if (keyIdOf(algorithm, name, publicKey) !== keyId) throw new NoteError('the signer key does not fit its hash');
  return { name, keyId, publicKey, seed };
}

/** The key itself may hold plus signs: only the first two part it. */
function splitKey(key: string): readonly string[] {
  return /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(key)?.slice(1) ?? [];
}

function keyBytes(algorithm: Algorithm, encoded: string): Uint8Array {
  const bytes = decodeBase64(encoded);
  if (bytes?.length !== 33 || bytes[0] !== algorithm) throw new NoteError('this is no Ed25519 key of a signed note');
  return bytes.subarray(1);
}

function keyIdOf(algorithm: Algorithm, name: string, publicKey: Uint8Array): string {
  return bytesToHex(sha256(concatBytes(utf8ToBytes(`${name}\n`), Uint8Array.of(algorithm), publicKey)).subarray(0, 4));
}

/** Null for what is no base64 with its padding. */
export function decodeBase64(encoded: string): Uint8Array | null {
  try {
    return base64.decode(encoded);
  } catch {
    return null; // not base64
  }
}

/** Whether a key signed these bytes. */
export function holds(signature: Uint8Array, message: Uint8Array, { publicKey }: Pick<Verifier, 'publicKey'>): boolean {
  try {
    return ed25519.verify(signature, message, publicKey);
  } catch {
    return false; // bytes that are no signature, or no point of the curve
  }
}
