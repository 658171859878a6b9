/**
 * A proof file checked step by step by whatever does the hashing and the signatures: for a page, which has only the asynchronous
 * cryptography of the browser. The verdict is that of `checkProof`; the reason is a code, for a sentence in any language.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { type Checkpoint, readCheckpoint } from './checkpoint.ts';
import { type Cosignature, messageOf, readCosignature, TIME_BYTES } from './cosignature.ts';
import type { Json } from './canonical-json.ts';
import { type Committed, commitmentInput, type Entry, readEntry } from './entry.ts';
import { decodeBase64, holds, NoteError, type Verifier } from './note-key.ts';
import { splitNote } from './note.ts';
import { type InclusionProof, ProofError } from './proof.ts';
import { type ProofFile, readProofFile } from './proof-file.ts';
import { isSame, leafInput, nodeInput } from './tree/hash.ts';
import { walkUp } from './tree/verify.ts';

/** What a proof is checked with. */
export type Primitives = Readonly<{
  sha256(bytes: Uint8Array): Promise<Uint8Array>;
  /** Ed25519 (RFC 8032). */
  holds(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): Promise<boolean>;
}>;

/** Where nothing else is at hand. */
export const scriptedPrimitives: Primitives = {
  sha256: (bytes) => Promise.resolve(sha256(bytes)),
  holds: (signature, message, publicKey) => Promise.resolve(holds(signature, message, { publicKey })),
};

export const proofFaults = [
  'not_a_file',
  'empty',
  'no_checkpoint',
  'unknown_key',
  'bad_signature',
  'other_log',
  'not_in_log',
  'no_entry',
  'value_differs',
] as const;
export type ProofFault = (typeof proofFaults)[number];

/** `at`: the place of the proof in its file, from 1. `name`: of the value that differs. */
export class DoesNotFit extends Error {
  override readonly name = 'DoesNotFit';
  readonly fault: ProofFault;
  readonly at: number | null;
  readonly value: Committed | null;
  constructor(fault: ProofFault, { at = null, value = null }: Readonly<{ at?: number | null; value?: Committed | null }> = {}) {
    super(fault);
    this.fault = fault;
    this.at = at;
    this.value = value;
  }
}

export type Held = Readonly<{
  entry: Entry;
  index: number;
  values: Readonly<Partial<Record<Committed, Json>>>;
  head: Head;
}>;
/** A signed head, and the witnesses that vouch for it. */
export type Head = Readonly<{ checkpoint: Checkpoint; cosignatures: readonly Cosignature[] }>;

/** Whose log it is to be: any of these keys, all of one name, and witnesses whose word is told. */
export type Believed = Readonly<{ verifiers: readonly Verifier[]; witnesses: readonly Verifier[] }>;

/** @throws DoesNotFit for what is no proof file, or one with nothing in it */
export function readFile(text: string): ProofFile {
  try {
    const file = readProofFile(text);
    if (file.proofs.length === 0) throw new DoesNotFit('empty');
    return file;
  } catch (error) {
    if (error instanceof ProofError) throw new DoesNotFit('not_a_file');
    throw error;
  }
}

/** A head is checked once, however many proofs stand on it. */
export class Checker {
  readonly #primitives: Primitives;
  readonly #believed: Believed;
  readonly #heads = new Map<string, Promise<Head>>();

  constructor(primitives: Primitives, believed: Believed) {
    this.#primitives = primitives;
    this.#believed = believed;
  }

  /** @param at its place in the file, from 1. @throws DoesNotFit */
  async check(proof: InclusionProof, at: number): Promise<Held> {
    try {
      return await this.#check(proof);
    } catch (error) {
      throw error instanceof DoesNotFit ? new DoesNotFit(error.fault, { at, value: error.value }) : error;
    }
  }

  async #check({ leaf, index, hashes, checkpoint: note, disclosed }: InclusionProof): Promise<Held> {
    const { sha256 } = this.#primitives;
    const head = await this.#head(note);
    const { size, root } = head.checkpoint;
    const walk = walkUp({ leaf: await sha256(leafInput(leaf)), index, size, root }, hashes);
    let step = walk.next();
    while (!step.done) step = walk.next(await sha256(nodeInput(...step.value)));
    if (!step.value) throw new DoesNotFit('not_in_log');
    const entry = readEntry(leaf);
    if (entry === null) throw new DoesNotFit('no_entry');
    const values: Partial<Record<Committed, Json>> = {};
    for (const [name, opening] of Object.entries(disclosed) as [Committed, { salt: string; value: Json }][]) {
      if (!(await this.#opens(entry, name, opening))) throw new DoesNotFit('value_differs', { value: name });
      values[name] = opening.value;
    }
    return { entry, index, values, head };
  }

  async #opens(entry: Entry, name: Committed, { salt, value }: Readonly<{ salt: string; value: Json }>): Promise<boolean> {
    const [bytes, commitment] = [decodeBase64(salt), decodeBase64(entry.commitments[name])];
    if (!bytes || !commitment) return false;
    try {
      return isSame(await this.#primitives.sha256(commitmentInput(name, { salt: bytes, value })), commitment);
    } catch (error) {
      if (error instanceof RangeError) return false; // a salt of another length, or a value without a canonical text
      throw error;
    }
  }

  #head(note: string): Promise<Head> {
    const known = this.#heads.get(note) ?? this.#openHead(note);
    this.#heads.set(note, known);
    return known;
  }

  async #openHead(note: string): Promise<Head> {
    const { verifiers, witnesses } = this.#believed;
    const { text, signatures } = read(() => splitNote(note));
    let isSigned = false;
    for (const { name, keyId, signature } of signatures) {
      const verifier = verifiers.find((known) => known.name === name && known.keyId === keyId);
      if (!verifier) continue;
      if (!(await this.#primitives.holds(signature, utf8ToBytes(text), verifier.publicKey)))
        throw new DoesNotFit('bad_signature');
      isSigned = true;
    }
    if (!isSigned) throw new DoesNotFit('unknown_key');
    const checkpoint = read(() => readCheckpoint(text));
    if (checkpoint.origin !== verifiers[0]?.name) throw new DoesNotFit('other_log');
    const cosignatures = new Map<string, Cosignature>();
    for (const { name, keyId, signature } of signatures) {
      const witness = witnesses.find((known) => known.name === name && known.keyId === keyId);
      if (!witness || signature.length <= TIME_BYTES) continue;
      const { seconds, signed } = readCosignature(signature);
      if (!Number.isSafeInteger(seconds)) continue;
      if (await this.#primitives.holds(signed, messageOf(text, seconds), witness.publicKey))
        cosignatures.set(name, { name, seconds });
    }
    return { checkpoint, cosignatures: [...cosignatures.values()] };
  }
}

function read<T>(part: () => T): T {
  try {
    return part();
  } catch (error) {
    if (error instanceof NoteError) throw new DoesNotFit('no_checkpoint');
    throw error;
  }
}
