/**
 * The witness protocol (c2sp.org/tlog-witness), without network and storage: what a log sends, and what a witness answers. A
 * witness keeps the last head that it cosigned of each log, and never cosigns one that did not grow out of it.
 */
import { base64 } from '@scure/base';
import { type Checkpoint, readCheckpoint } from './checkpoint.ts';
import { decodeBase64, NoteError } from './note-key.ts';
import { openNote, splitNote, type Verifier } from './note.ts';
import { type Hash, HASH_BYTES } from './tree/hash.ts';
import { type Head, isConsistent } from './tree/verify.ts';

/** `old`: the size of the head that the witness cosigned last, as far as the log knows. `checkpoint`: the note. */
export type AddCheckpoint = Readonly<{ old: number; proof: readonly Hash[]; checkpoint: string }>;

const MOST_HASHES = 63;
/** Longer ones are not read: a proof and a checkpoint with many signatures are below 16 KiB. */
export const MOST_REQUEST_BYTES = 64 * 1024;

export const writeAddCheckpoint = ({ old, proof, checkpoint }: AddCheckpoint): string =>
  `old ${String(old)}\n${proof.map((hash) => `${base64.encode(hash)}\n`).join('')}\n${checkpoint}`;

/** Null for what is no such request. */
export function readAddCheckpoint(body: string): AddCheckpoint | null {
  const [, digits = '', lines = '', checkpoint = ''] = /^old (0|[1-9]\d{0,15})\n((?:\S+\n)*)\n([^]+)$/.exec(body) ?? [];
  const proof = lines.split('\n').slice(0, -1).map(decodeBase64);
  const old = Number(digits);
  const isOne = checkpoint !== '' && Number.isSafeInteger(old) && proof.length <= MOST_HASHES;
  return isOne && proof.every((hash) => hash?.length === HASH_BYTES) ? { old, proof: proof as Hash[], checkpoint } : null;
}

/** Of one log, by its origin: its keys, and the head that was cosigned last. Null where the witness does not know the log. */
export type KnownLog = Readonly<{ verifiers: readonly Verifier[]; last: Head | null }> | null;

/** `cosign`: the head to keep first, and the text to sign then. Anything else is the answer as it stands. */
export type Verdict =
  | Readonly<{ cosign: Checkpoint; text: string }>
  | Readonly<{ status: 400 | 403 | 404 | 409 | 422; body: string; contentType: string }>;

const no = (status: 400 | 403 | 404 | 422, body: string): Verdict => ({ status, body: `${body}\n`, contentType: 'text/plain' });

/** Which log a request is about, for the witness to look up what it knows. Null for what is no request. */
export function originOf(request: AddCheckpoint | null): string | null {
  return request && (checkpointOf(request.checkpoint)?.origin ?? null);
}

/** The order of the checks is that of the specification. The caller holds the log's record from reading it until it is kept. */
export function judge(request: AddCheckpoint | null, known: KnownLog): Verdict {
  const checkpoint = request && checkpointOf(request.checkpoint);
  if (!request || !checkpoint) return no(400, 'this is no request to add a checkpoint');
  if (!known) return no(404, 'this log is not known here');
  const text = textSignedBy(request.checkpoint, known.verifiers);
  if (text === null) return no(403, 'no key of the log has signed this');
  if (request.old > checkpoint.size) return no(400, 'a log does not shrink');
  const last = known.last ?? { size: 0, root: null };
  if (request.old !== last.size || (last.root !== null && isFork(last, checkpoint)))
    return { status: 409, body: `${String(last.size)}\n`, contentType: 'text/x.tlog.size' };
  const isGrown = last.root === null ? request.proof.length === 0 : isConsistent(last, checkpoint, request.proof);
  return isGrown ? { cosign: checkpoint, text } : no(422, 'the proof does not lead from the last head to this one');
}

const isFork = (last: Head, { size, root }: Head): boolean =>
  last.size === size && base64.encode(last.root) !== base64.encode(root);

function checkpointOf(note: string): Checkpoint | null {
  try {
    return readCheckpoint(splitNote(note).text);
  } catch (error) {
    if (error instanceof NoteError) return null;
    throw error;
  }
}

function textSignedBy(note: string, verifiers: readonly Verifier[]): string | null {
  try {
    return openNote(note, verifiers).text;
  } catch (error) {
    if (error instanceof NoteError) return null;
    throw error;
  }
}
