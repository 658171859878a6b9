/** Media nodes as they were last seen. No person shows in them. */
import { asc, desc, eq, getTableColumns, gte, inArray, sql } from 'drizzle-orm';
import type { Database, Reader, WriteTx } from '../connect.ts';
import { mediaNodes } from '../schema/residency.ts';

export type MediaNodeRow = Readonly<typeof mediaNodes.$inferSelect>;
/** A node at one look, and what the fence made of it. */
export type Sighting = Omit<MediaNodeRow, 'firstSeenAt' | 'lastSeenAt'>;

/** Those seen since then, the last seen first; each start of a media server makes one. */
export async function listNodes(
  reader: Reader,
  { since, limit }: Readonly<{ since: Date; limit: number }>,
): Promise<readonly MediaNodeRow[]> {
  const { lastSeenAt, nodeId } = mediaNodes;
  return reader.select().from(mediaNodes).where(gte(lastSeenAt, since)).orderBy(desc(lastSeenAt), asc(nodeId)).limit(limit);
}

/** Those of them that were seen before. */
export async function findNodes(reader: Reader, nodeIds: readonly string[]): Promise<readonly MediaNodeRow[]> {
  if (nodeIds.length === 0) return [];
  return reader
    .select()
    .from(mediaNodes)
    .where(inArray(mediaNodes.nodeId, [...nodeIds]));
}

/** Those that took rooms when they were last seen. */
export async function listOpenNodes(reader: Reader): Promise<readonly MediaNodeRow[]> {
  return reader.select().from(mediaNodes).where(eq(mediaNodes.standing, 'open'));
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

/** No longer heard of: it takes nobody, and stays as last seen. */
export async function retireNode(tx: WriteTx, nodeId: string): Promise<void> {
  await tx.update(mediaNodes).set({ standing: 'idle', reason: 'stale' }).where(eq(mediaNodes.nodeId, nodeId));
}

/** As drizzle's `casing` names the columns. */
const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
