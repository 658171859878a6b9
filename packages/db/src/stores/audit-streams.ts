/** What is sent to receivers of the log (a SIEM), and how far each of them has got. */
import { and, asc, eq, getTableColumns, gte, isNull, lt, or } from 'drizzle-orm';
import type { Bookkeeper, Reader, WriteTx } from '../connect.ts';
import { auditEntries, auditLeaves } from '../schema/audit.ts';
import { auditStreams } from '../schema/audit-streams.ts';

export type EntryInTree = Readonly<typeof auditEntries.$inferSelect & { index: number }>;

/** In the order of the tree, from `from` on, as far as `size` reaches. */
export async function listTree(
  reader: Reader,
  { from, size, limit }: Readonly<{ from: number; size: number; limit: number }>,
): Promise<readonly EntryInTree[]> {
  return reader
    .select({ ...getTableColumns(auditEntries), index: auditLeaves.index })
    .from(auditLeaves)
    .innerJoin(auditEntries, eq(auditEntries.seq, auditLeaves.seq))
    .where(and(gte(auditLeaves.index, from), lt(auditLeaves.index, size)))
    .orderBy(asc(auditLeaves.index))
    .limit(limit);
}

/** Index of the first entry that the receiver has not acknowledged, or null when nothing was ever sent there. */
export async function findStream(reader: Reader, name: string): Promise<number | null> {
  const [row] = await reader.select({ next: auditStreams.next }).from(auditStreams).where(eq(auditStreams.name, name));
  return row?.next ?? null;
}

/** From the beginning of the log. False when somebody has begun it already. */
export async function insertStream(tx: WriteTx, { name, at }: Readonly<{ name: string; at: Date }>): Promise<boolean> {
  const made = await tx.insert(auditStreams).values({ name, next: 0, movedAt: at }).onConflictDoNothing().returning();
  return made.length > 0;
}

export type Hold = Readonly<{ name: string; holder: string; now: Date; until: Date }>;

/** Whether this worker is the one that sends, until then. Bookkeeping that is nobody's act. */
export async function holdStream(db: Bookkeeper, { name, holder, now, until }: Hold): Promise<boolean> {
  const isFree = or(isNull(auditStreams.heldUntil), lt(auditStreams.heldUntil, now), eq(auditStreams.holder, holder));
  const held = await db
    .update(auditStreams)
    .set({ holder, heldUntil: until })
    .where(and(eq(auditStreams.name, name), isFree))
    .returning({ name: auditStreams.name });
  return held.length > 0;
}

export async function letGoOfStream(db: Bookkeeper, { name, holder }: Pick<Hold, 'name' | 'holder'>): Promise<void> {
  await db
    .update(auditStreams)
    .set({ holder: null, heldUntil: null })
    .where(and(eq(auditStreams.name, name), eq(auditStreams.holder, holder)));
}

export type Move = Pick<Hold, 'name' | 'holder'> & Readonly<{ from: number; to: number; at: Date }>;

/** Only from where it was, and by whoever holds it: it skips nothing and goes back nowhere. False when another was there. */
export async function moveStream(db: Bookkeeper, { name, holder, from, to, at }: Move): Promise<boolean> {
  const moved = await db
    .update(auditStreams)
    .set({ next: to, movedAt: at })
    .where(and(eq(auditStreams.name, name), eq(auditStreams.next, from), eq(auditStreams.holder, holder)))
    .returning({ name: auditStreams.name });
  return moved.length > 0;
}
