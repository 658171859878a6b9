/**
 * Signed notes (c2sp.org/signed-note), with Ed25519 signatures alone: a text that people can read, and under it who vouches for
 * it. Others verify it with programs that nobody here wrote, such as golang.org/x/mod/sumdb/note.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import {
  decodeBase64,
  decodeSigner,
  decodeVerifier,
  ED25519,
  encodeKeys,
  holds,
  NoteError,
  type SignerKey,
  type Verifier,
  type VerifierKey,
} from './note-key.ts';

export { NoteError, type SignerKey, type Verifier, type VerifierKey } from './note-key.ts';

/** A line under a text: who says to have signed it, and what stands behind the four bytes of the key's id. */
export type NoteSignature = Readonly<{ name: string; keyId: string; signature: Uint8Array }>;

const DASH = '\u2014 ';
const SPLIT = '\n\n';

/** @param seed 32 random bytes. @throws NoteError for a name with spaces or a plus sign, which the format cannot carry. */
export const makeKeys = (name: string, seed: Uint8Array): Readonly<{ signer: SignerKey; verifier: VerifierKey }> =>
  encodeKeys(ED25519, { name, seed });

/** @throws NoteError when it is no such key, or its hash does not fit. */
export const readVerifier = (key: VerifierKey): Verifier => decodeVerifier(ED25519, key);

/** The verifier key that belongs to a signer key. @throws NoteError */
export const verifierOf = (key: SignerKey): VerifierKey => {
  const { name, seed } = decodeSigner(ED25519, key);
  return makeKeys(name, seed).verifier;
};

/** @param text ends with a line break. @throws NoteError for a text that cannot be one, or a bad key. */
export function signNote(text: string, ...keys: readonly SignerKey[]): string {
  requireText(text);
  const lines = keys.map((key) => {
    const { name, keyId, seed } = decodeSigner(ED25519, key);
    return signatureLine({ name, keyId, signature: ed25519.sign(utf8ToBytes(text), seed) });
  });
  if (lines.length === 0) throw new NoteError('a note is signed by somebody');
  return `${text}\n${lines.join('')}`;
}

/** A line as it stands under a text, with its line break. */
export const signatureLine = ({ name, keyId, signature }: NoteSignature): string =>
  `${DASH}${name} ${base64.encode(concatBytes(hexToBytes(keyId), signature))}\n`;

/**
 * The text, and the names of those of `verifiers` whose signature holds: at least one. Signatures of others are passed over, a
 * wrong one of a known key is not. @throws NoteError
 */
export function openNote(note: string, verifiers: readonly Verifier[]): Readonly<{ text: string; signers: readonly string[] }> {
  const { text, signatures } = splitNote(note);
  const signers = new Set<string>();
  for (const { name, keyId, signature } of signatures) {
    const verifier = verifiers.find((known) => known.name === name && known.keyId === keyId);
    if (!verifier) continue;
    if (!holds(signature, utf8ToBytes(text), verifier))
      throw new NoteError(`the signature of ${name} does not hold: the text was changed`);
    signers.add(name);
  }
  if (signers.size === 0) throw new NoteError('nobody who is known has signed it');
  return { text, signers: [...signers] };
}

/** What is said and by whom, none of it believed yet. @throws NoteError when it is no note */
export function splitNote(note: string): Readonly<{ text: string; signatures: readonly NoteSignature[] }> {
  const at = note.lastIndexOf(SPLIT);
  if (at < 0 || !note.endsWith('\n')) throw new NoteError('this is no signed note');
  const text = note.slice(0, at + 1);
  requireText(text);
  return { text, signatures: readSignatures(note.slice(at + SPLIT.length)) };
}

/** Whole lines, at least one. @throws NoteError */
export function readSignatures(lines: string): readonly NoteSignature[] {
  if (!lines.endsWith('\n')) throw new NoteError('a signature line is cut off');
  return lines.slice(0, -1).split('\n').map(readSignature);
}

function readSignature(line: string): NoteSignature {
  const [, name = '', encoded = ''] = /^\u2014 ([^\s+]+) (\S+)$/u.exec(line) ?? [];
  const bytes = decodeBase64(encoded);
  if (name === '' || bytes === null || bytes.length < 5) throw new NoteError('a signature line cannot be read');
  return { name, keyId: bytesToHex(bytes.subarray(0, 4)), signature: bytes.subarray(4) };
}

/** Text of whole lines, in Unicode, without control characters. */
function requireText(text: string): void {
  if (text.length < 2 || !text.endsWith('\n') || /[^\P{Cc}\n]|\p{Cs}/u.test(text))
    throw new NoteError('this cannot be the text of a note');
}
