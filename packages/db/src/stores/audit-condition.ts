/** Whether the audit log is as it must be, now. */
import { type SQL, sql } from 'drizzle-orm';
import type { Reader } from '../connect.ts';

export type AuditCondition = Readonly<{
  /** Younger than 180 days and without their values. */
  erasedEarly: number;
  /** Older than a year and a day, with values that no hold keeps. */
  overdue: number;
  /** Committed longer ago than that and under no signed head. */
  unsigned: number;
  /** Whether this connection's role could change or delete an entry, or part of the tree. */
  areChangeable: boolean;
}>;

/** None is counted further than this: it is about none or some. */
const MOST = 1_000;
const tables = ['audit_entries', 'audit_leaves', 'audit_hashes', 'audit_checkpoints', 'audit_cosignatures'];

/** @param unsignedSeconds how long an entry may be under no head */
export async function auditCondition(
  reader: Reader,
  { now, unsignedSeconds }: Readonly<{ now: Date; unsignedSeconds: number }>,
): Promise<AuditCondition> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const [row] = await reader
    .select({
      erasedEarly: countOf(sql`select 1 from audit_entries
        where at > ${at} - interval '180 days' and salts is null and leaf is not null limit ${MOST}`),
      overdue: countOf(sql`select 1 from audit_entries e
        where e.at < ${at} - interval '366 days' and e.salts is not null and not exists (select 1 from audit_holds h
          where h.lifted_at is null and (h.meeting_id is null or h.meeting_id = e.meeting_id)) limit ${MOST}`),
      unsigned: countOf(pendingSince(sql`${at} - make_interval(secs => ${unsignedSeconds})`)),
      areChangeable: sql<boolean>`(select bool_or(
          has_any_column_privilege(t, 'UPDATE') or has_table_privilege(t, 'DELETE') or has_table_privilege(t, 'TRUNCATE'))
        from unnest(string_to_array(${tables.join(' ')}, ' ')) t)`,
    })
    .from(here);
  if (!row) throw new Error('a select without a table has one row');
  return row;
}

/** Whether an entry has been under no head for so long: then the sequencer stands still. */
export async function isSequencerStalled(reader: Reader, seconds: number): Promise<boolean> {
  const [row] = await reader
    .select({ pending: countOf(pendingSince(sql`now() - make_interval(secs => ${seconds})`)) })
    .from(here);
  return row?.pending !== 0;
}

const here = sql`(select 1) as here`;
const countOf = (rows: SQL) => sql<number>`(select count(*)::int from (${rows}) as counted)`;

/** What has no place yet stands at the end: no more than the last entries are looked at. */
const pendingSince = (at: SQL) => sql`
  select 1 from (select seq, at, leaf from audit_entries order by seq desc limit ${MOST}) e
    left join audit_leaves l on l.seq = e.seq
    where l.seq is null and e.leaf is not null and e.at < ${at}`;

/** Of the log on disk, with its indexes: entries with their values, and the tree over them. */
export async function bytesOfLog(reader: Reader): Promise<number> {
  const bytes = sql<string>`(select sum(pg_total_relation_size(t::regclass)) from unnest(string_to_array(${tables.join(' ')}, ' ')) t)`;
  const [row] = await reader.select({ bytes }).from(here);
  return Number(row?.bytes);
}
