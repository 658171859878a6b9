/**
 * Cosignatures (c2sp.org/tlog-cosignature, Ed25519): a witness says that at some time this was the largest head of the log that
 * it had seen, and that it grew out of every earlier one.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import {
  decodeSigner,
  decodeVerifier,
  ED25519_COSIGNATURE,
  encodeKeys,
  holds,
  type SignerKey,
  type Verifier,
  type VerifierKey,
} from './note-key.ts';
import { type NoteSignature, signatureLine } from './note.ts';

/** @param seed 32 random bytes that sign nothing else. @throws NoteError for a name that a key cannot have */
export const makeWitnessKeys = (name: string, seed: Uint8Array): Readonly<{ signer: SignerKey; verifier: VerifierKey }> =>
  encodeKeys(ED25519_COSIGNATURE, { name, seed });

/** @throws NoteError */
export const readWitness = (key: VerifierKey): Verifier => decodeVerifier(ED25519_COSIGNATURE, key);

/** The verifier key that belongs to a witness's signer key. @throws NoteError */
export const witnessVerifierOf = (key: SignerKey): VerifierKey => {
  const { name, seed } = decodeSigner(ED25519_COSIGNATURE, key);
  return makeWitnessKeys(name, seed).verifier;
};

export const TIME_BYTES = 8;

/** @param text of the checkpoint. @param seconds since 1970. The line as it stands under the checkpoint. @throws NoteError */
export function cosign(text: string, { key, seconds }: Readonly<{ key: SignerKey; seconds: number }>): string {
  const { name, keyId, seed } = decodeSigner(ED25519_COSIGNATURE, key);
  const time = new Uint8Array(TIME_BYTES);
  new DataView(time.buffer).setBigUint64(0, BigInt(seconds));
  return signatureLine({ name, keyId, signature: concatBytes(time, ed25519.sign(messageOf(text, seconds), seed)) });
}

/** Who cosigned, and when (in seconds since 1970). */
export type Cosignature = Readonly<{ name: string; seconds: number }>;

/** The cosignatures of `witnesses` that hold; what others wrote is passed over, and so is one that does not hold. */
export function cosignaturesOf(
  { text, signatures }: Readonly<{ text: string; signatures: readonly NoteSignature[] }>,
  witnesses: readonly Verifier[],
): readonly Cosignature[] {
  const found = new Map<string, Cosignature>();
  for (const { name, keyId, signature } of signatures) {
    const witness = witnesses.find((known) => known.name === name && known.keyId === keyId);
    if (!witness || signature.length <= TIME_BYTES) continue;
    const { seconds, signed } = readCosignature(signature);
    if (!Number.isSafeInteger(seconds) || !holds(signed, messageOf(text, seconds), witness)) continue;
    found.set(name, { name, seconds });
  }
  return [...found.values()];
}

/** The time that a witness wrote before its signature, and the signature. It has more than eight bytes. */
export function readCosignature(signature: Uint8Array): Readonly<{ seconds: number; signed: Uint8Array }> {
  const { buffer, byteOffset } = signature;
  const seconds = Number(new DataView(buffer, byteOffset, TIME_BYTES).getBigUint64(0));
  return { seconds, signed: signature.subarray(TIME_BYTES) };
}

/** What a witness signs of a checkpoint, at that time in seconds since 1970. */
export const messageOf = (text: string, seconds: number): Uint8Array =>
  utf8ToBytes(`cosignature/v1\ntime ${String(seconds)}\n${text}`);
