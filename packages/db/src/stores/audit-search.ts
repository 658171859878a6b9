/** Reading the audit entries of one ministry. Whoever reads here has been asked for their right to it, and it is recorded that they did. */
import type { AuditFilter } from '@sabha/domain/audit/filter';
import { and, asc, desc, eq, exists, getTableColumns, gt, gte, inArray, lt, sql } from 'drizzle-orm';
import type { Reader } from '../connect.ts';
import { auditEntries, auditLeaves } from '../schema/audit.ts';
import { meetings } from '../schema/meetings.ts';
import { people } from '../schema/organisation.ts';
import { participants } from '../schema/participants.ts';

/** `index`: its place in the tree, null while it has none. */
export type FoundEntry = Readonly<typeof auditEntries.$inferSelect & { index: number | null }>;

/**
 * Newest first, in the order in which they were numbered. `before` goes on where a page ended. What has been erased belongs to no
 * ministry any more and is not found. What the service itself did to a meeting belongs to the ministry of the meeting.
 */
export async function searchEntries(
  reader: Reader,
  { ministryId, from, to, actor, meetingId, event, outcome }: AuditFilter,
  { before, limit }: Readonly<{ before?: number | undefined; limit: number }>,
): Promise<readonly FoundEntry[]> {
  const ofMinistry =
    meetingId === undefined
      ? eq(auditEntries.ministryId, ministryId)
      : and(eq(auditEntries.meetingId, meetingId), exists(meetingOf(reader, { meetingId, ministryId })));
  return select(reader)
    .where(
      and(
        ofMinistry,
        from === undefined ? undefined : gte(auditEntries.at, new Date(from)),
        to === undefined ? undefined : lt(auditEntries.at, new Date(to)),
        actor === undefined ? undefined : eq(auditEntries.actorId, actor),
        event === undefined ? undefined : eq(auditEntries.event, event),
        outcome === undefined ? undefined : eq(auditEntries.outcome, outcome),
        before === undefined ? undefined : lt(auditEntries.seq, before),
      ),
    )
    .orderBy(desc(auditEntries.seq))
    .limit(limit);
}

/** Everything about one meeting, as it went on. */
export async function listStory(
  reader: Reader,
  { meetingId, after = 0, limit }: Readonly<{ meetingId: string; after?: number | undefined; limit: number }>,
): Promise<readonly FoundEntry[]> {
  return select(reader)
    .where(and(eq(auditEntries.meetingId, meetingId), gt(auditEntries.seq, after)))
    .orderBy(asc(auditEntries.seq))
    .limit(limit);
}

const select = (reader: Reader) =>
  reader
    .select({ ...getTableColumns(auditEntries), index: auditLeaves.index })
    .from(auditEntries)
    .leftJoin(auditLeaves, eq(auditLeaves.seq, auditEntries.seq))
    .$dynamic();

const meetingOf = (reader: Reader, { meetingId, ministryId }: Readonly<{ meetingId: string; ministryId: string }>) =>
  reader
    .select({ one: sql`1` })
    .from(meetings)
    .where(and(eq(meetings.id, meetingId), eq(meetings.ministryId, ministryId)));

/** @param ids any UUIDs. Names of those that are a person or somebody's place in a meeting. */
export async function namesById(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const named = await reader
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(inArray(people.id, [...ids]))
    .unionAll(
      reader
        .select({ id: participants.id, name: participants.displayName })
        .from(participants)
        .where(inArray(participants.id, [...ids])),
    );
  return new Map(named.map(({ id, name }) => [id, name]));
}

export async function titlesById(reader: Reader, meetingIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (meetingIds.length === 0) return new Map();
  const rows = await reader
    .select({ id: meetings.id, title: meetings.title })
    .from(meetings)
    .where(inArray(meetings.id, [...meetingIds]));
  return new Map(rows.map(({ id, title }) => [id, title]));
}
