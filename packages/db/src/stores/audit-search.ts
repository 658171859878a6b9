/** Reading the audit entries of one ministry. Whoever reads here has been asked for their right to it, and it is recorded that they did. */
import type { AuditFilter } from '@sabha/domain/audit/filter';
import { and, desc, eq, getTableColumns, gte, lt } from 'drizzle-orm';
import type { Reader } from '../connect.ts';
import { auditEntries, auditLeaves } from '../schema/audit.ts';

/** `index`: its place in the tree, null while it has none. */
export type FoundEntry = Readonly<typeof auditEntries.$inferSelect & { index: number | null }>;

/**
 * Newest first, in the order in which they were numbered. `before` goes on where a page ended. What has been erased belongs to no
 * ministry any more and is not found.
 */
export async function searchEntries(
  reader: Reader,
  { ministryId, from, to, actor, meetingId, event, outcome }: AuditFilter,
  { before, limit }: Readonly<{ before?: number | undefined; limit: number }>,
): Promise<readonly FoundEntry[]> {
  return reader
    .select({ ...getTableColumns(auditEntries), index: auditLeaves.index })
    .from(auditEntries)
    .leftJoin(auditLeaves, eq(auditLeaves.seq, auditEntries.seq))
    .where(
      and(
        eq(auditEntries.ministryId, ministryId),
        from === undefined ? undefined : gte(auditEntries.at, new Date(from)),
        to === undefined ? undefined : lt(auditEntries.at, new Date(to)),
        actor === undefined ? undefined : eq(auditEntries.actorId, actor),
        meetingId === undefined ? undefined : eq(auditEntries.meetingId, meetingId),
        event === undefined ? undefined : eq(auditEntries.event, event),
        outcome === undefined ? undefined : eq(auditEntries.outcome, outcome),
        before === undefined ? undefined : lt(auditEntries.seq, before),
      ),
    )
    .orderBy(desc(auditEntries.seq))
    .limit(limit);
}
