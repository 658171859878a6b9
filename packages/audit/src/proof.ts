/**
 * Proof that an entry is in the log (c2sp.org/tlog-proof): its place, the hashes from it up to the root, and the signed
 * checkpoint. It is checked offline. In `extra` stands the entry itself, and what whoever made the proof chose to disclose of it.
 */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import { canonicalJson, type Json, readCanonicalJson } from './canonical-json.ts';
import { openCheckpoint, type OpenedCheckpoint } from './checkpoint.ts';
import { type Committed, committed, type Entry, opens, readEntry } from './entry.ts';
import { decodeBase64, NoteError } from './note-key.ts';
import type { Verifier } from './note.ts';
import { textOf } from './text.ts';
import { type Hash, HASH_BYTES, leafHash } from './tree/hash.ts';
import { isIncluded } from './tree/verify.ts';

/** What opens the commitments that somebody chose to disclose. */
export type Disclosed = Readonly<Partial<Record<Committed, Readonly<{ salt: string; value: Json }>>>>;

/** `hashes`: from the leaf's sibling up. `checkpoint`: the note. */
export type InclusionProof = Readonly<{
  leaf: Uint8Array;
  disclosed: Disclosed;
  index: number;
  hashes: readonly Hash[];
  checkpoint: string;
}>;

const FIRST = 'c2sp.org/tlog-proof@v1';

export function writeProof({ leaf, disclosed, index, hashes, checkpoint }: InclusionProof): string {
  const extra = base64.encode(utf8ToBytes(canonicalJson({ disclosed, leaf: base64.encode(leaf) })));
  const lines = [FIRST, `extra ${extra}`, `index ${String(index)}`, ...hashes.map((hash) => base64.encode(hash))];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/** Why a proof proves nothing, in a sentence for whoever holds it. */
export class ProofError extends Error {
  override readonly name = 'ProofError';
}

/** What it says; nothing of it is believed yet. @throws ProofError */
export function readProof(text: string): InclusionProof {
  const [, encoded = '', digits = '', hashLines = '', checkpoint = ''] =
    /^c2sp\.org\/tlog-proof@v1\nextra (\S+)\nindex (0|[1-9]\d{0,15})\n((?:\S+\n)*)\n([^]+)$/.exec(text) ?? [];
  const hashes = hashLines.split('\n').slice(0, -1).map(decodeBase64);
  if (checkpoint === '' || hashes.some((hash) => hash?.length !== HASH_BYTES))
    throw new ProofError('This is no proof file: a line is missing, or is not what belongs there.');
  const extra = decodeBase64(encoded);
  const content = extra && (readCanonicalJson(textOf(extra) ?? '') as Readonly<Record<string, unknown>> | null);
  const leaf = content && typeof content['leaf'] === 'string' ? decodeBase64(content['leaf']) : null;
  const disclosed = content && readDisclosed(content['disclosed']);
  if (!leaf || !disclosed) throw new ProofError('The proof does not hold the entry that it is about.');
  return { leaf, disclosed, index: Number(digits), hashes: hashes as Hash[], checkpoint };
}

function readDisclosed(value: unknown): Disclosed | null {
  if (typeof value !== 'object' || value === null) return null;
  const isDisclosure = (item: unknown) =>
    typeof item === 'object' &&
    item !== null &&
    Object.keys(item).join() === 'salt,value' &&
    'salt' in item &&
    typeof item.salt === 'string';
  const isKnown = (name: string) => (committed as readonly string[]).includes(name);
  return Object.entries(value).every(([name, item]) => isKnown(name) && isDisclosure(item)) ? value : null;
}

export type Proven = Readonly<{ entry: Entry; values: Readonly<Partial<Record<Committed, Json>>>; index: number }> &
  OpenedCheckpoint;

/**
 * What the proof shows, all of it checked: signature, place in the tree, and everything disclosed.
 * @throws ProofError that says which of them does not fit
 */
export function checkProof(proof: InclusionProof, log: Readonly<{ origin: string; verifiers: readonly Verifier[] }>): Proven {
  const opened = openedBy(proof.checkpoint, log);
  const { size, root } = opened.checkpoint;
  if (!isIncluded({ leaf: leafHash(proof.leaf), index: proof.index, size, root }, proof.hashes))
    throw new ProofError(
      `The entry is not number ${String(proof.index)} of the ${String(size)} entries that the checkpoint stands for: the entry, its number or the hashes were changed.`,
    );
  const entry = readEntry(proof.leaf);
  if (entry === null) throw new ProofError('What is proven is in the log, but is no entry of an audit log as FORMAT.md has it.');
  const values: Partial<Record<Committed, Json>> = {};
  for (const [name, disclosed] of Object.entries(proof.disclosed) as [Committed, { salt: string; value: Json }][]) {
    if (!opens(entry, name, disclosed))
      throw new ProofError(`What is disclosed as "${name}" is not what the entry was made with.`);
    values[name] = disclosed.value;
  }
  return { entry, values, index: proof.index, ...opened };
}

function openedBy(note: string, log: Parameters<typeof openCheckpoint>[1]): OpenedCheckpoint {
  try {
    return openCheckpoint(note, log);
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    throw new ProofError(`The checkpoint in the proof is not believed: ${error.message}.`);
  }
}
