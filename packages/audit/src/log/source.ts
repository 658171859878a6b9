/** Where the files of a log are read from. */
import type { Hash } from '../tree/hash.ts';
import { splitBundle } from '../tree/bundle.ts';
import { splitTile, type Tile, tilePath } from '../tree/tile.ts';

/** @param path below the log's prefix, such as `checkpoint`. Null when there is no such file; it throws when that cannot be told. */
export type ReadFile = (path: string) => Promise<Uint8Array | null>;

/** What does not fit, as a sentence; `part` says where to look. */
export class Mismatch extends Error {
  override readonly name = 'Mismatch';
  readonly part: string;
  constructor(part: string, sentence: string) {
    super(sentence);
    this.part = part;
  }
}

async function present(read: ReadFile, path: string): Promise<Uint8Array> {
  const bytes = await read(path);
  if (bytes === null) throw new Mismatch(path, `${path} is missing, which the checkpoint stands for.`);
  return bytes;
}

/** @throws Mismatch when it is missing, or of another length */
export async function readTile(read: ReadFile, tile: Tile): Promise<Hash[]> {
  const path = tilePath(tile);
  const bytes = await present(read, path);
  return understood(path, () => splitTile(bytes, tile.width));
}

/** @throws Mismatch when it is missing, or not so many entries */
export async function readBundle(read: ReadFile, tile: Tile): Promise<Uint8Array[]> {
  const path = tilePath(tile);
  const bytes = await present(read, path);
  return understood(path, () => splitBundle(bytes, tile.width));
}

function understood<T>(path: string, split: () => T): T {
  try {
    return split();
  } catch (error) {
    if (error instanceof RangeError) throw new Mismatch(path, `${path} cannot be read: ${error.message}.`);
    throw error;
  }
}
