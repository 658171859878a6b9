/**
 * A whole log, held against its checkpoint: every entry against its hash, every hash against those below it, the root against
 * the signature. It reads each file once, in order, and keeps one tile of each level.
 */
import { openCheckpoint, type OpenedCheckpoint } from '../checkpoint.ts';
import { type Cosignature, cosignaturesOf } from '../cosignature.ts';
import { readEntry } from '../entry.ts';
import { NoteError } from '../note-key.ts';
import { splitNote, type Verifier } from '../note.ts';
import { textOf } from '../text.ts';
import { TILE_WIDTH, TileStack } from '../tree/grow.ts';
import { emptyRoot, type Hash, isSame, leafHash } from '../tree/hash.ts';
import { consistencyProof } from '../tree/range.ts';
import { hashesAt, nodesOfTiles, type Tile, tileOf, tilePath } from '../tree/tile.ts';
import { isConsistent } from '../tree/verify.ts';
import { Mismatch, readBundle, type ReadFile, readTile } from './source.ts';

/** Whose log it is to be. `witnesses` whose word counts, and how many of them must have given it. */
export type Trust = Readonly<{ origin: string; verifiers: readonly Verifier[]; witnesses: readonly Verifier[]; quorum: number }>;

export type Verified = OpenedCheckpoint & Readonly<{ note: string; cosignatures: readonly Cosignature[] }>;

/** How far the time of an entry may lie before that of an earlier one: acts that commit beside each other, on several clocks. */
export const MOST_BACKWARDS_MS = 60_000;

/** The signed head alone. @throws Mismatch */
export async function verifyHead(read: ReadFile, trust: Trust): Promise<Verified> {
  const bytes = await read('checkpoint');
  if (bytes === null) throw new Mismatch('checkpoint', 'There is no checkpoint: this is no log, or its head is gone.');
  return openHead(textOf(bytes) ?? '', trust);
}

/** @throws Mismatch */
export function openHead(note: string, { origin, verifiers, witnesses, quorum }: Trust): Verified {
  try {
    const opened = openCheckpoint(note, { origin, verifiers });
    const cosignatures = cosignaturesOf(splitNote(note), witnesses);
    if (cosignatures.length < quorum)
      throw new Mismatch(
        'checkpoint',
        `The checkpoint is vouched for by ${String(cosignatures.length)} of the ${String(quorum)} witnesses that are asked for.`,
      );
    return { ...opened, note, cosignatures };
  } catch (error) {
    if (error instanceof NoteError) throw new Mismatch('checkpoint', `The checkpoint is not believed: ${error.message}.`);
    throw error;
  }
}

/** Every entry, hash and signature. @param told after each bundle, how many entries were read. @throws Mismatch */
export async function verifyLog(
  read: ReadFile,
  trust: Trust,
  told: (entries: number) => void = () => undefined,
): Promise<Verified> {
  const head = await verifyHead(read, trust);
  const { size, root } = head.checkpoint;
  const stack = new TileStack();
  const tiles = new TileCheck(read, size);
  let latest = 0;
  for (let bundle = tileOf('entries', 0, size); bundle !== null; bundle = tileOf('entries', bundle.index + 1, size)) {
    for (const [at, leaf] of (await readBundle(read, bundle)).entries()) {
      latest = checkEntry(leaf, bundle.index * TILE_WIDTH + at, latest);
      for (const { level, index, hash } of stack.add(leafHash(leaf))) await tiles.check(level, index, hash);
    }
    told(bundle.index * TILE_WIDTH + bundle.width);
  }
  if (!isSame(stack.root() ?? emptyRoot(), root))
    throw new Mismatch('root', 'The entries do not lead to the root that was signed: the signed log was another one.');
  return head;
}

/** The time of the latest entry so far, in milliseconds. */
function checkEntry(leaf: Uint8Array, index: number, latest: number): number {
  const entry = readEntry(leaf);
  if (entry === null) throw new Mismatch(`entry ${String(index)}`, `Entry ${String(index)} is not written as FORMAT.md says.`);
  const time = entry.at.getTime();
  if (time < latest - MOST_BACKWARDS_MS)
    throw new Mismatch(
      `entry ${String(index)}`,
      `Entry ${String(index)} says ${entry.at.toISOString()}, which is before an earlier entry: a clock was set back.`,
    );
  return Math.max(latest, time);
}

/** Holds each hash against the tile that is served; of every level it keeps the tile that it is in. */
class TileCheck {
  readonly #read: ReadFile;
  readonly #size: number;
  readonly #open = new Map<number, Readonly<{ tile: Tile; hashes: readonly Hash[] }>>();

  constructor(read: ReadFile, size: number) {
    this.#read = read;
    this.#size = size;
  }

  async check(level: number, index: number, hash: Hash): Promise<void> {
    const place = Math.floor(index / TILE_WIDTH);
    let open = this.#open.get(level);
    if (open?.tile.index !== place) {
      const tile = tileOf(level, place, this.#size);
      if (tile === null)
        throw new RangeError(`no tile ${String(level)}/${String(place)} of ${String(hashesAt(level, this.#size))}`);
      open = { tile, hashes: await readTile(this.#read, tile) };
      this.#open.set(level, open);
    }
    const served = open.hashes[index % TILE_WIDTH];
    if (served && isSame(served, hash)) return;
    const path = tilePath(open.tile);
    const below = level === 0 ? `entry ${String(index)}` : `tile ${String(level - 1)}/${String(index)}`;
    throw new Mismatch(path, `${path} does not fit what lies below it: ${below} has another hash.`);
  }
}

/** That the log as it is served now began as `older` says. @throws Mismatch when it was cut, rewritten or forked since */
export async function verifyGrowth(
  read: ReadFile,
  { older, newer }: Readonly<{ older: Verified; newer: Verified }>,
): Promise<void> {
  const [was, is] = [older.checkpoint, newer.checkpoint];
  if (is.size < was.size)
    throw new Mismatch(
      'checkpoint',
      `The log had ${String(was.size)} entries and has ${String(is.size)}: it was cut or rolled back.`,
    );
  const nodes = nodesOfTiles((tile) => readTile(read, tile), is.size);
  const proof = await consistencyProof(nodes, { from: was.size, to: is.size });
  if (!isConsistent(was, is, proof))
    throw new Mismatch(
      'checkpoint',
      `The log does not begin with the ${String(was.size)} entries that it had: there are two histories.`,
    );
}
