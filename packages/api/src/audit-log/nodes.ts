import { nodesOfTiles } from '@sabha/audit/tree/tile';
import { TILE_WIDTH } from '@sabha/audit/tree/grow';
import type { ReadNode } from '@sabha/audit/tree/range';
import type { Reader } from '@sabha/db/connect';
import { listHashes } from '@sabha/db/stores/audit-log';

/** Subtrees of the log as the database has it, up to `size` leaves. */
export const nodesOf = (reader: Reader, size: number): ReadNode =>
  nodesOfTiles(
    ({ level, index, width }) =>
      listHashes(reader, { level: level === 'entries' ? 0 : level, from: index * TILE_WIDTH, count: width }),
    size,
  );
