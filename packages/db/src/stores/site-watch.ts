/** What the watcher saw of sites and nodes, and when one came to stand otherwise. No person and no meeting shows in it. */
import { and, desc, eq, gte, isNotNull, isNull, type SQL } from 'drizzle-orm';
import type { Database, Reader, WriteTx } from '../connect.ts';
import { residencyWatch, standingChanges } from '../schema/residency.ts';

export type Watch = Omit<Readonly<typeof residencyWatch.$inferSelect>, 'name'>;
export type StandingChange = Readonly<typeof standingChanges.$inferSelect>;
export type NewChange = Omit<StandingChange, 'id'>;
type Window = Readonly<{ since: Date; limit: number }>;

const NODES = 'nodes';

export async function lastWatch(reader: Reader): Promise<Watch | undefined> {
  const [watch] = await reader.select().from(residencyWatch).where(eq(residencyWatch.name, NODES));
  return watch && { lookedAt: watch.lookedAt, sites: watch.sites };
}

/** Bookkeeping that is nobody's act, so with a database and not a transaction. */
export async function noteWatch(db: Database, watch: Watch): Promise<void> {
  await db
    .insert(residencyWatch)
    .values({ name: NODES, ...watch })
    .onConflictDoUpdate({ target: residencyWatch.name, set: watch });
}

export async function insertChanges(writer: WriteTx | Database, changes: readonly NewChange[]): Promise<void> {
  if (changes.length > 0) await writer.insert(standingChanges).values([...changes]);
}

/** Of sites, the newest first. */
export async function listSiteChanges(reader: Reader, window: Window): Promise<readonly StandingChange[]> {
  return list(reader, isNull(standingChanges.nodeId), window);
}

/** Of nodes, the newest first. */
export async function listNodeChanges(reader: Reader, window: Window): Promise<readonly StandingChange[]> {
  return list(reader, isNotNull(standingChanges.nodeId), window);
}

function list(reader: Reader, which: SQL, { since, limit }: Window): Promise<readonly StandingChange[]> {
  return reader
    .select()
    .from(standingChanges)
    .where(and(which, gte(standingChanges.at, since)))
    .orderBy(desc(standingChanges.at), desc(standingChanges.id))
    .limit(limit);
}
