/** The log as files (c2sp.org/tlog-tiles), for anybody to verify and to mirror. */
import { joinBundle } from '@sabha/audit/tree/bundle';
import { TILE_WIDTH } from '@sabha/audit/tree/grow';
import { readTilePath, tileOf } from '@sabha/audit/tree/tile';
import { findCheckpoint, findPublished, listHashes, listLeaves, shownNote } from '@sabha/db/stores/audit-log';
import type { Services } from '../core/services.ts';

type Needed = Pick<Services, 'db' | 'clock'>;

/** The head with what witnesses said of it. Null before the first is signed. */
export async function readCheckpointNote({ db, clock }: Needed): Promise<string | null> {
  const checkpoint = await findPublished(db, clock());
  return checkpoint && shownNote(checkpoint);
}

/**
 * @param path such as `tile/0/x001/234.p/5`. Null for what is no tile, or one that no signed head stands for: a tile that is
 * given out never changes, and so none is given out before it is signed.
 */
export async function readTileFile({ db }: Needed, path: string): Promise<Uint8Array | null> {
  const tile = readTilePath(path);
  if (tile === null) return null;
  const checkpoint = await findCheckpoint(db);
  const largest = checkpoint && tileOf(tile.level, tile.index, checkpoint.size);
  if (!largest || tile.width > largest.width) return null;
  const stretch = { from: tile.index * TILE_WIDTH, count: tile.width };
  const parts =
    tile.level === 'entries' ? await listLeaves(db, stretch) : await listHashes(db, { ...stretch, level: tile.level });
  if (parts.length !== tile.width)
    throw new Error(`the database has ${String(parts.length)} of ${String(tile.width)} parts of ${path}`);
  return tile.level === 'entries' ? joinBundle(parts) : new Uint8Array(Buffer.concat(parts));
}
