/** Media nodes as they were last seen. No person shows in them. */
import { asc, eq, getTableColumns, inArray, sql } from 'drizzle-orm';
import type { Database, Reader, WriteTx } from '../connect.ts';
import { mediaNodes } from '../schema/residency.ts';

export type MediaNodeRow = Readonly<typeof mediaNodes.$inferSelect>;
/** A node at one look, and what the fence made of it. */
export type Sighting = Omit<MediaNodeRow, 'firstSeenAt' | 'lastSeenAt'>;

/** Every node ever seen, the last seen first; at most the newest thousand, for each start of a media server makes one. */
export async function listNodes(reader: Reader): Promise<readonly MediaNodeRow[]> {
  const newestFirst = sql`${mediaNodes.lastSeenAt} desc`;
  return reader.select().from(mediaNodes).orderBy(newestFirst, asc(mediaNodes.nodeId)).limit(1000);
}

export async function findNode(reader: Reader, nodeId: string): Promise<MediaNodeRow | undefined> {
  const [found] = await reader.select().from(mediaNodes).where(eq(mediaNodes.nodeId, nodeId));
  return found;
}

/** Those of them that were seen before, held until the transaction ends, so that two watchers do not both record a change. */
export async function lockNodes(tx: WriteTx, nodeIds: readonly string[]): Promise<readonly MediaNodeRow[]> {
  if (nodeIds.length === 0) return [];
  return tx
    .select()
    .from(mediaNodes)
    .where(inArray(mediaNodes.nodeId, [...nodeIds]))
    .orderBy(asc(mediaNodes.nodeId))
    .for('update');
}

/** Standing, load and state as seen now. With a database instead of a transaction: bookkeeping that is nobody's act. */
export async function noteNodes(
  writer: WriteTx | Database,
  { sightings, at }: Readonly<{ sightings: readonly Sighting[]; at: Date }>,
): Promise<void> {
  if (sightings.length === 0) return;
  const { nodeId: _key, firstSeenAt: _first, ...changing } = getTableColumns(mediaNodes);
  const set = Object.fromEntries(Object.keys(changing).map((name) => [name, sql`excluded.${sql.identifier(snake(name))}`]));
  await writer
    .insert(mediaNodes)
    .values(sightings.map((sighting) => ({ ...sighting, firstSeenAt: at, lastSeenAt: at })))
    .onConflictDoUpdate({ target: mediaNodes.nodeId, set });
}

/** As drizzle's `casing` names the columns. */
const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
