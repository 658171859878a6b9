/** Which hashes a log keeps when leaves are added: those at every eighth level, which are what tiles are made of. */
import { type Hash, nodeHash } from './hash.ts';

/** Leaves, or hashes, in a full tile. */
export const TILE_WIDTH = 256;

/** `level` counts tiles: a hash at level L covers 256^L leaves. */
export type TileHash = Readonly<{ level: number; index: number; hash: Hash }>;

/** Of a power of two of hashes that stand beside each other. @throws RangeError for none */
export function foldHashes(hashes: readonly Hash[]): Hash {
  const [only] = hashes;
  if (only === undefined) throw new RangeError('there is nothing to fold');
  if (hashes.length === 1) return only;
  const middle = hashes.length / 2;
  return nodeHash(foldHashes(hashes.slice(0, middle)), foldHashes(hashes.slice(middle)));
}

/**
 * Keeps the unfinished tile of every level, so that it needs 8 KiB a level however long the log is. Begin with the hashes of
 * the right edge as `edge` says them, or with none.
 */
export class TileStack {
  readonly #rows: Hash[][];
  readonly #done: number[];

  /** @param edge by level: how many hashes stand in full tiles, and those of the unfinished one */
  constructor(edge: readonly Readonly<{ done: number; row: readonly Hash[] }>[] = []) {
    this.#rows = edge.map(({ row }) => [...row]);
    this.#done = edge.map(({ done }) => done);
  }

  /** Adds a leaf; what is told are the hashes that now exist: its own, and one at each level that it completed. */
  add(leaf: Hash): TileHash[] {
    const made: TileHash[] = [];
    let hash = leaf;
    for (let level = 0; ; level += 1) {
      const row = (this.#rows[level] ??= []);
      const done = (this.#done[level] ??= 0);
      made.push({ level, index: done + row.length, hash });
      row.push(hash);
      if (row.length < TILE_WIDTH) return made;
      hash = foldHashes(row);
      this.#rows[level] = [];
      this.#done[level] = done + TILE_WIDTH;
    }
  }

  /** The unfinished tile of each level; a level that ends with a full tile has an empty one. */
  unfinished(): readonly (readonly Hash[])[] {
    return this.#rows;
  }

  /** The root of what was added, from the right edge alone. Null for nothing. */
  root(): Hash | null {
    let root: Hash | null = null;
    for (const row of this.#rows) root = foldEdge(row, root);
    return root;
  }
}

/** A row of perfect trees of one size, and beside them the smaller tree at the right, as RFC 6962 joins them. */
function foldEdge(row: readonly Hash[], smaller: Hash | null): Hash | null {
  let root = smaller;
  let end = row.length;
  for (let width = 1; end > 0; width *= 2) {
    if (end % (width * 2) === 0) continue;
    const perfect = foldHashes(row.slice(end - width, end));
    root = root === null ? perfect : nodeHash(perfect, root);
    end -= width;
  }
  return root;
}
