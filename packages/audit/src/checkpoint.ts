/** The head of a log at one size (c2sp.org/tlog-checkpoint): a signed note of its origin, its size and its root. */
import { base64 } from '@scure/base';
import { decodeBase64, NoteError } from './note-key.ts';
import { openNote, type Verifier } from './note.ts';
import { emptyRoot, HASH_BYTES, isSame } from './tree/hash.ts';
import type { Head } from './tree/verify.ts';

/** `origin`: which log this is, such as `sabha.example/audit`. */
export type Checkpoint = Head & Readonly<{ origin: string }>;

/** The text that is signed. */
export const checkpointText = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${String(size)}\n${base64.encode(root)}\n`;

const TEXT = /^(\S[^\n]*)\n(0|[1-9]\d{0,15})\n(\S+)\n((?:[^\n]+\n)*)$/u;

/**
 * Extension lines are passed over: nothing of ours writes any.
 * @throws NoteError for an empty log with another root than that of nothing, too: a witness that took it could never see it grow
 */
export function readCheckpoint(text: string): Checkpoint {
  const [, origin = '', digits = '', encoded = ''] = TEXT.exec(text) ?? [];
  const root = decodeBase64(encoded);
  const size = Number(digits);
  if (origin === '' || root?.length !== HASH_BYTES || !Number.isSafeInteger(size)) throw new NoteError('this is no checkpoint');
  if (size === 0 && !isSame(root, emptyRoot())) throw new NoteError('a log without an entry has the root of nothing');
  return { origin, size, root };
}

export type OpenedCheckpoint = Readonly<{ checkpoint: Checkpoint; text: string; signers: readonly string[] }>;

/**
 * A checkpoint of that log, signed by one of its keys.
 * @throws NoteError for another log's as well: who signs for several logs must not be able to swap them
 */
export function openCheckpoint(
  note: string,
  { origin, verifiers }: Readonly<{ origin: string; verifiers: readonly Verifier[] }>,
): OpenedCheckpoint {
  const { text, signers } = openNote(note, verifiers);
  const checkpoint = readCheckpoint(text);
  if (checkpoint.origin !== origin) throw new NoteError(`this is a checkpoint of ${checkpoint.origin}, not of ${origin}`);
  return { checkpoint, text, signers };
}
