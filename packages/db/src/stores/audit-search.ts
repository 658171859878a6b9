/** Reading the audit entries of one ministry. Whoever reads here has been asked for their right to it, and it is recorded that they did. */
import type { AuditFilter } from '@sabha/domain/audit/filter';
import { and, asc, count, desc, eq, exists, getTableColumns, gt, gte, inArray, lt, or, sql } from 'drizzle-orm';
import type { Reader } from '../connect.ts';
import { auditEntries, auditLeaves } from '../schema/audit.ts';
import { meetings } from '../schema/meetings.ts';
import { memberships } from '../schema/organisation.ts';
import { participants } from '../schema/participants.ts';

/** `index`: its place in the tree, null while it has none. */
export type FoundEntry = Readonly<typeof auditEntries.$inferSelect & { index: number | null }>;

/**
 * Newest first, in the order in which they were numbered. `before` goes on where a page ended. What has been erased belongs to no
 * ministry any more and is not found. What the service itself did to a meeting belongs to the ministry of the meeting.
 */
export async function searchEntries(
  reader: Reader,
  filter: AuditFilter,
  { before, limit }: Readonly<{ before?: number | undefined; limit: number }>,
): Promise<readonly FoundEntry[]> {
  return select(reader)
    .where(and(chosen(reader, filter), before === undefined ? undefined : lt(auditEntries.seq, before)))
    .orderBy(desc(auditEntries.seq))
    .limit(limit);
}

/** How many of them are among the first `size` leaves of the tree; it counts no further than `limit`. */
export async function countEntries(
  reader: Reader,
  filter: AuditFilter,
  { size, limit }: Readonly<{ size: number; limit: number }>,
): Promise<number> {
  const found = reader
    .select({ one: sql`1`.as('one') })
    .from(auditEntries)
    .innerJoin(auditLeaves, eq(auditLeaves.seq, auditEntries.seq))
    .where(and(chosen(reader, filter), lt(auditLeaves.index, size)))
    .limit(limit)
    .as('found');
  const [row] = await reader.select({ count: count() }).from(found);
  return row?.count ?? 0;
}

function chosen(reader: Reader, { ministryId, from, to, actor, meetingId, event, outcome }: AuditFilter) {
  const ofMinistry =
    meetingId === undefined
      ? eq(auditEntries.ministryId, ministryId)
      : and(eq(auditEntries.meetingId, meetingId), exists(meetingOf(reader, { meetingId, ministryId })));
  return and(
    ofMinistry,
    from === undefined ? undefined : gte(auditEntries.at, new Date(from)),
    to === undefined ? undefined : lt(auditEntries.at, new Date(to)),
    actor === undefined ? undefined : eq(auditEntries.actorId, actor),
    event === undefined ? undefined : eq(auditEntries.event, event),
    outcome === undefined ? undefined : eq(auditEntries.outcome, outcome),
  );
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

type Asked = Readonly<{ ids: readonly string[]; ministryId: string; meetingIds: readonly string[] }>;

/**
 * Of those ids that are a person, a membership or somebody's place in a meeting, the names that the ministry knows anyhow: those it
 * gave its members itself, and those that people came with into these meetings. A person's own name is not for it to learn.
 * @param ids any UUIDs
 */
export async function namesKnownTo(reader: Reader, { ids, ministryId, meetingIds }: Asked): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const places = await reader
    .select({ id: participants.id, personId: participants.personId, name: participants.displayName })
    .from(participants)
    .where(
      or(
        inArray(participants.id, [...ids]),
        and(inArray(participants.personId, [...ids]), inArray(participants.meetingId, [...meetingIds])),
      ),
    );
  const members = await reader
    .select({ id: memberships.id, personId: memberships.personId, name: memberships.name })
    .from(memberships)
    .where(
      and(eq(memberships.ministryId, ministryId), or(inArray(memberships.id, [...ids]), inArray(memberships.personId, [...ids]))),
    );
  const both = ({ id, personId, name }: Readonly<{ id: string; personId: string | null; name: string }>) => [
    [id, name] as const,
    ...(personId === null ? [] : [[personId, name] as const]),
  ];
  return new Map([...places.flatMap(both), ...members.flatMap(both)]);
}

export async function titlesById(reader: Reader, meetingIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (meetingIds.length === 0) return new Map();
  const rows = await reader
    .select({ id: meetings.id, title: meetings.title })
    .from(meetings)
    .where(inArray(meetings.id, [...meetingIds]));
  return new Map(rows.map(({ id, title }) => [id, title]));
}
