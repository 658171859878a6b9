/** Where a log lies (c2sp.org/tlog-tiles): tiles of 256 hashes, and bundles of 256 entries. */
import { type Hash, HASH_BYTES } from './hash.ts';
import { foldHashes, TILE_WIDTH } from './grow.ts';
import type { ReadNode } from './range.ts';

/** `level` is 'entries' for a bundle of entries. `width` is 256 for a full one. */
export type Tile = Readonly<{ level: number | 'entries'; index: number; width: number }>;

/** Below the prefix of the log, such as `tile/0/x001/234.p/5`. */
export function tilePath({ level, index, width }: Tile): string {
  const parts = [String(index % 1000).padStart(3, '0')];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000))
    parts.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
  return `tile/${String(level)}/${parts.join('/')}${width === TILE_WIDTH ? '' : `.p/${String(width)}`}`;
}

const PATH = /^tile\/(0|[1-9]\d?|entries)\/((?:x\d{3}\/)*)(\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** Null for whatever tilePath would not write: each tile has one address. */
export function readTilePath(path: string): Tile | null {
  const [, level = '', above = '', last = '', partial] = PATH.exec(path) ?? [];
  if (level === '') return null;
  const index = Number(above.replaceAll(/[x/]/g, '') + last);
  const tile = { level: level === 'entries' ? level : Number(level), index, width: Number(partial ?? TILE_WIDTH) } as const;
  const isOne = Number.isSafeInteger(index) && tile.width <= TILE_WIDTH && tilePath(tile) === path;
  return isOne && (tile.level === 'entries' || tile.level <= 63) ? tile : null;
}

/** How many hashes of that level a tree of `size` leaves has. Entries are those of level 0. */
export const hashesAt = (level: Tile['level'], size: number): number =>
  Math.floor(size / TILE_WIDTH ** (level === 'entries' ? 0 : level));

/** The tile of that place as a tree of `size` leaves has it, or null when it has none. */
export function tileOf(level: Tile['level'], index: number, size: number): Tile | null {
  const width = Math.min(hashesAt(level, size) - index * TILE_WIDTH, TILE_WIDTH);
  return width > 0 ? { level, index, width } : null;
}

/** Every tile and bundle of a tree, level by level, the entries first. */
export function* tilesOf(size: number): Generator<Tile> {
  for (const level of ['entries', ...Array(8).keys()] as const)
    for (let index = 0; ; index += 1) {
      const tile = tileOf(level, index, size);
      if (tile === null) break;
      yield tile;
    }
}

/** @throws RangeError when the bytes are not so many hashes */
export function splitTile(bytes: Uint8Array, width: number): Hash[] {
  if (bytes.length !== width * HASH_BYTES)
    throw new RangeError(`a tile of ${String(width)} hashes has ${String(bytes.length)} bytes`);
  return Array.from({ length: width }, (_, at) => bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
}

/**
 * Reads subtrees out of the tiles of a tree of `size` leaves; of each level it keeps the tile that it read last.
 * @param readTile the hashes of that tile
 */
export function nodesOfTiles(readTile: (tile: Tile) => Promise<readonly Hash[]>, size: number): ReadNode {
  const kept = new Map<string, Promise<readonly Hash[]>>();
  const read = (tile: Tile) => {
    const path = tilePath(tile);
    const known = kept.get(path) ?? readTile(tile);
    if (kept.size > 64) kept.clear();
    kept.set(path, known);
    return known;
  };
  return async (level, index) => {
    const tileLevel = Math.floor(level / 8);
    const count = 2 ** (level % 8);
    const at = index * count;
    const tile = tileOf(tileLevel, Math.floor(at / TILE_WIDTH), size);
    const from = at % TILE_WIDTH;
    if (tile === null || from + count > tile.width)
      throw new RangeError(`the tree has no subtree ${String(level)}/${String(index)}`);
    return foldHashes((await read(tile)).slice(from, from + count));
  };
}
