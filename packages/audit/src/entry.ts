/**
 * An entry of the audit log as it stands in the tree: when, what, how it ended, and for everything that could tell of a person a
 * salted commitment alone. The values and their salts rest elsewhere and can be erased; no proof needs them. FORMAT.md.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import { canonicalJson, type Json, readCanonicalJson } from './canonical-json.ts';
import { decodeBase64 } from './note-key.ts';
import { textOf } from './text.ts';
import { HASH_BYTES, isSame } from './tree/hash.ts';

/** What an entry commits to, each by itself. All of them stand in every entry, so that what is missing tells nothing. */
export const committed = ['actor', 'detail', 'meeting', 'ministry', 'request', 'subject'] as const;
export type Committed = (typeof committed)[number];

/** `null` for what an entry does not have. */
export type EntryValues = Readonly<Record<Committed, Json>>;
/** Base64 of 32 bytes each. */
export type EntrySalts = Readonly<Record<Committed, string>>;

/** `at`: in UTC, to the millisecond. `commitments`: base64. */
export type Entry = Readonly<{
  at: Date;
  event: string;
  outcome: 'ok' | 'refused';
  commitments: Readonly<Record<Committed, string>>;
}>;

export const SALT_BYTES = 32;
/** Drawn for one entry. */
export const SALTS_BYTES = SALT_BYTES * committed.length;
const VERSION = 1;
const DOMAIN = 'sabha.audit/commitment/v1';

type Opening = Readonly<{ salt: Uint8Array; value: Json }>;

/** What seals. It runs anywhere; who has faster ones of a platform's own hands them in, and the results are the same. */
export type Sealing = Readonly<{ base64(bytes: Uint8Array): string; sha256InBase64(bytes: Uint8Array): string }>;
const portable: Sealing = {
  base64: (bytes) => base64.encode(bytes),
  sha256InBase64: (bytes) => base64.encode(sha256(bytes)),
};

/** SHA-256 over the domain, the name, the salt and the canonical text: its parts cannot be shifted against each other. */
export const commitmentTo = (name: Committed, opening: Opening): Uint8Array => sha256(commitmentInput(name, opening));

/** What is hashed for it. @throws RangeError for a salt of another length, or a value without a canonical text */
export function commitmentInput(name: Committed, { salt, value }: Opening): Uint8Array {
  if (salt.length !== SALT_BYTES) throw new RangeError(`a salt has ${String(SALT_BYTES)} bytes`);
  return concatBytes(utf8ToBytes(`${DOMAIN}\n${name}\n`), salt, utf8ToBytes(canonicalJson(value)));
}

export type NewEntry = Pick<Entry, 'at' | 'event' | 'outcome'> & Readonly<{ values: EntryValues }>;

/**
 * The bytes of the leaf, and the salts that open it.
 * @param random that many bytes, never the same twice. @param by only its speed differs. @throws RangeError for a value that has
 * no canonical text
 */
export function sealEntry(
  { at, event, outcome, values }: NewEntry,
  random: (bytes: number) => Uint8Array,
  by: Sealing = portable,
): Readonly<{ leaf: Uint8Array; salts: EntrySalts }> {
  const drawn = random(SALTS_BYTES);
  const saltOf = (place: number) => drawn.subarray(place * SALT_BYTES, (place + 1) * SALT_BYTES);
  const all = (make: (name: Committed, place: number) => string) =>
    Object.fromEntries(committed.map((name, place) => [name, make(name, place)])) as Record<Committed, string>;
  const salts = all((_, place) => by.base64(saltOf(place)));
  const commitments = all((name, place) =>
    by.sha256InBase64(commitmentInput(name, { salt: saltOf(place), value: values[name] })),
  );
  const text = canonicalJson({ at: at.toISOString(), commitments, event, outcome, v: VERSION });
  return { leaf: utf8ToBytes(text), salts };
}

const EVENT = /^[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+$/;
const NAMES = 'at,commitments,event,outcome,v';

/** Null for bytes that sealEntry would not write: each entry has one text. */
export function readEntry(leaf: Uint8Array): Entry | null {
  const value = readCanonicalJson(textOf(leaf) ?? '') as Readonly<Record<string, unknown>> | null;
  if (value === null || typeof value !== 'object' || Object.keys(value).join() !== NAMES || value['v'] !== VERSION) return null;
  const { at, event, outcome, commitments } = value;
  if (typeof at !== 'string' || typeof event !== 'string' || !EVENT.test(event)) return null;
  if (outcome !== 'ok' && outcome !== 'refused') return null;
  const time = new Date(at);
  if (Number.isNaN(time.getTime()) || time.toISOString() !== at || !areCommitments(commitments)) return null;
  return { at: time, event, outcome, commitments };
}

function areCommitments(value: unknown): value is Entry['commitments'] {
  if (value === null || typeof value !== 'object' || Object.keys(value).join() !== committed.join()) return false;
  return Object.values(value).every((text) => typeof text === 'string' && decodeBase64(text)?.length === HASH_BYTES);
}

/** Whether that is what the entry committed to under this name. */
export function opens(entry: Entry, name: Committed, { salt, value }: Readonly<{ salt: string; value: Json }>): boolean {
  const [bytes, commitment] = [decodeBase64(salt), decodeBase64(entry.commitments[name])];
  if (bytes?.length !== SALT_BYTES || commitment === null) return false;
  try {
    return isSame(commitmentTo(name, { salt: bytes, value }), commitment);
  } catch {
    return false; // a value without a canonical text
  }
}
