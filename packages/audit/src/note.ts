/**
 * Signed notes (c2sp.org/signed-note), with Ed25519 signatures alone: a text that people can read, and under it who vouches for
 * it. Others verify it with programs that nobody here wrote, such as golang.org/x/mod/sumdb/note.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';

/** `name+hash+key`, as others write it down. */
export type VerifierKey = string;
/** `PRIVATE+KEY+name+hash+key`: a secret. */
export type SignerKey = string;

export type Verifier = Readonly<{ name: string; keyId: string; publicKey: Uint8Array }>;
type Signer = Verifier & Readonly<{ seed: Uint8Array }>;

const ED25519 = 1; // the algorithm's byte in front of a key
const DASH = '\u2014 ';
const SPLIT = '\n\n';

/** Why a note is not believed. */
export class NoteError extends Error {
  override readonly name = 'NoteError';
}

/** @param seed 32 random bytes. @throws NoteError for a name with spaces or a plus sign, which the format cannot carry. */
export function makeKeys(name: string, seed: Uint8Array): Readonly<{ signer: SignerKey; verifier: VerifierKey }> {
  if (name === '' || /[\s+]/u.test(name)) throw new NoteError(`a key's name has neither spaces nor plus signs: ${name}`);
  const publicKey = ed25519.getPublicKey(seed);
  const keyId = keyIdOf(name, publicKey);
  const encode = (key: Uint8Array) => base64.encode(concatBytes(Uint8Array.of(ED25519), key));
  return { signer: `PRIVATE+KEY+${name}+${keyId}+${encode(seed)}`, verifier: `${name}+${keyId}+${encode(publicKey)}` };
}

/** @throws NoteError when it is no such key, or its hash does not fit. */
export function readVerifier(key: VerifierKey): Verifier {
  const [name = '', keyId = '', encoded = ''] = splitKey(key);
  const publicKey = keyBytes(encoded);
  if (keyIdOf(name, publicKey) !== keyId) throw new NoteError(`the verifier key of ${name} does not fit its hash`);
  return { name, keyId, publicKey };
}

/** The verifier key that belongs to a signer key. @throws NoteError */
export const verifierOf = (key: SignerKey): VerifierKey => {
  const { name, seed } = readSigner(key);
  return makeKeys(name, seed).verifier;
};

/** @param text ends with a line break. @throws NoteError for a text that cannot be one, or a bad key. */
export function signNote(text: string, ...keys: readonly SignerKey[]): string {
  requireText(text);
  const lines = keys.map(readSigner).map(({ name, keyId, seed }) => {
    const signature = ed25519.sign(utf8ToBytes(text), seed);
    return `${DASH}${name} ${base64.encode(concatBytes(hexToBytes(keyId), signature))}\n`;
  });
  if (lines.length === 0) throw new NoteError('a note is signed by somebody');
  return `${text}\n${lines.join('')}`;
}

/**
 * The text, and the names of those of `verifiers` whose signature holds: at least one. Signatures of others are passed over, a
 * wrong one of a known key is not. @throws NoteError
 */
export function openNote(note: string, verifiers: readonly Verifier[]): Readonly<{ text: string; signers: readonly string[] }> {
  const at = note.lastIndexOf(SPLIT);
  if (at < 0 || !note.endsWith('\n')) throw new NoteError('this is no signed note');
  const text = note.slice(0, at + 1);
  requireText(text);
  const signers = new Set<string>();
  for (const line of note.slice(at + SPLIT.length, -1).split('\n')) {
    const { name, keyId, signature } = readSignature(line);
    const verifier = verifiers.find((known) => known.name === name && known.keyId === keyId);
    if (!verifier) continue;
    if (!holds(signature, text, verifier)) throw new NoteError(`the signature of ${name} does not hold: the text was changed`);
    signers.add(name);
  }
  if (signers.size === 0) throw new NoteError('nobody who is known has signed it');
  return { text, signers: [...signers] };
}

function holds(signature: Uint8Array, text: string, { publicKey }: Verifier): boolean {
  try {
    return ed25519.verify(signature, utf8ToBytes(text), publicKey);
  } catch {
    return false; // bytes that are no signature, or no point of the curve
  }
}

function readSignature(line: string): Readonly<{ name: string; keyId: string; signature: Uint8Array }> {
  const [, name = '', encoded = ''] = /^\u2014 ([^\s+]+) (\S+)$/u.exec(line) ?? [];
  const bytes = decode(encoded);
  if (name === '' || bytes === null || bytes.length < 5) throw new NoteError('a signature line cannot be read');
  return { name, keyId: bytesToHex(bytes.subarray(0, 4)), signature: bytes.subarray(4) };
}

function readSigner(key: SignerKey): Signer {
  const [, rest = ''] = /^PRIVATE\+KEY\+(.*)$/s.exec(key) ?? [];
  const [name = '', keyId = '', encoded = ''] = splitKey(rest);
  const seed = keyBytes(encoded);
  const publicKey = ed25519.getPublicKey(seed);
  if (keyIdOf(name, publicKey) !== keyId) throw new NoteError('the signer key does not fit its hash');
  return { name, keyId, publicKey, seed };
}

/** The key itself may hold plus signs: only the first two part it. */
function splitKey(key: string): readonly string[] {
  return /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(key)?.slice(1) ?? [];
}

function keyBytes(encoded: string): Uint8Array {
  const bytes = decode(encoded);
  if (bytes?.length !== 33 || bytes[0] !== ED25519) throw new NoteError('this is no Ed25519 key of a signed note');
  return bytes.subarray(1);
}

/** Text of whole lines, in Unicode, without control characters. */
function requireText(text: string): void {
  if (text.length < 2 || !text.endsWith('\n') || /[^\P{Cc}\n]|\p{Cs}/u.test(text))
    throw new NoteError('this cannot be the text of a note');
}

function keyIdOf(name: string, publicKey: Uint8Array): string {
  return bytesToHex(sha256(concatBytes(utf8ToBytes(`${name}\n`), Uint8Array.of(ED25519), publicKey)).subarray(0, 4));
}

function decode(encoded: string): Uint8Array | null {
  try {
    return base64.decode(encoded);
  } catch {
    return null; // not base64
  }
}
