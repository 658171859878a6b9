/**
 * The tree over the audit entries. It is written by one sequencer at a time, and read by everybody. What it writes is no act of
 * anybody: it is the log itself, and so has no entry in it.
 */
import { TILE_WIDTH, type TileHash, TileStack } from '@sabha/audit/tree/grow';
import { type Hash, leafHash } from '@sabha/audit/tree/hash';
import { and, asc, desc, eq, getTableColumns, gt, gte, inArray, isNotNull, isNull, lt, max, or, sql } from 'drizzle-orm';
import type { Database, Reader } from '../connect.ts';
import { auditCheckpoints, auditCosignatures, auditEntries, auditHashes, auditLeaves } from '../schema/audit.ts';

/** Held by the sequencer that is at work, until its transaction ends. Drawn once; it means nothing. */
const SEQUENCER_LOCK = 4_118_926_003;

export type TreeHead = Readonly<{ size: number; root: Hash | null }>;
/**
 * `newest`: the highest number that was seen. `oldest`: no transaction that had begun to write has a lower id; `next`: none had this
 * one or a higher yet (PostgreSQL, pg_snapshot_xmin and pg_snapshot_xmax).
 */
export type Look = Readonly<{ newest: number; oldest: bigint; next: bigint }>;
export type Grown = TreeHead & Readonly<{ added: number; look: Look }>;

/** @param tree as it is then. @returns null for a head that needs no new signature */
export type SignHead = (head: TreeHead, tree: Reader) => Promise<Readonly<{ note: string; signedAt: Date }> | null>;

/**
 * Gives every committed entry that has no place in the tree the next one, and has the new head signed, all in one transaction:
 * a crash leaves all of it or nothing. Null while another sequencer is at it.
 * @param after entries numbered up to this one are known to have their place
 */
export async function growLog(
  db: Database,
  { after, limit, sign }: Readonly<{ after: number; limit: number; sign: SignHead }>,
): Promise<Grown | null> {
  return db.transaction(async (tx) => {
    const [lock] = await tx.execute<{ held: boolean }>(sql`select pg_try_advisory_xact_lock(${SEQUENCER_LOCK}) as held`);
    if (lock?.held !== true) return null;
    const { oldest } = await transactionsUnderWay(tx); // before the look: all that had ended by then can be seen in it
    const size = await sizeOfTree(tx);
    const stack = new TileStack(await edgeOf(tx, size));
    const pending = await listWithoutPlace(tx, { after, limit });
    const { next } = await transactionsUnderWay(tx); // after it: whoever holds a lower number than the newest was under way by now
    const hashes = pending.flatMap(({ leaf }) => stack.add(leafHash(leaf)));
    const leaves = pending.map(({ seq }, at) => ({ index: size + at, seq }));
    await insertLeaves(tx, leaves);
    await insertHashes(tx, hashes);
    const head = { size: size + pending.length, root: stack.root() };
    const signed = await sign(head, tx);
    if (signed) await tx.insert(auditCheckpoints).values({ size: head.size, ...signed });
    return { ...head, added: pending.length, look: { oldest, next, newest: pending.at(-1)?.seq ?? after } };
  });
}

type Writer = Pick<Database, 'execute'>;

/** A column is one parameter: thousands of rows, each with parameters of its own, would take the database longer to read than to write. */
async function insertLeaves(tx: Writer, leaves: readonly Readonly<{ index: number; seq: number }>[]): Promise<void> {
  if (leaves.length === 0) return;
  const [indexes, seqs] = [leaves.map(({ index }) => index), leaves.map(({ seq }) => seq)];
  await tx.execute(sql`
    insert into ${auditLeaves} (index, seq)
    select * from unnest(${sql.param(indexes)}::bigint[], ${sql.param(seqs)}::bigint[])`);
}

async function insertHashes(tx: Writer, hashes: readonly TileHash[]): Promise<void> {
  if (hashes.length === 0) return;
  const [levels, indexes] = [hashes.map(({ level }) => level), hashes.map(({ index }) => index)];
  const hex = hashes.map(({ hash }) => Buffer.from(hash).toString('hex')); // postgres.js takes an array of bytes for bytes
  await tx.execute(sql`
    insert into ${auditHashes} (level, index, hash)
    select level, index, decode(hex, 'hex')
    from unnest(${sql.param(levels)}::integer[], ${sql.param(indexes)}::bigint[], ${sql.param(hex)}::text[]) as rows (level, index, hex)`);
}

async function transactionsUnderWay(tx: Writer): Promise<Omit<Look, 'newest'>> {
  const [row] = await tx.execute<{ oldest: string; next: string }>(
    sql`select pg_snapshot_xmin(now)::text as oldest, pg_snapshot_xmax(now)::text as next from pg_current_snapshot() as now`,
  );
  if (!row) throw new Error('PostgreSQL told of no snapshot');
  return { oldest: BigInt(row.oldest), next: BigInt(row.next) };
}

async function sizeOfTree(reader: Reader): Promise<number> {
  const [row] = await reader.select({ last: max(auditLeaves.index) }).from(auditLeaves);
  return row?.last == null ? 0 : row.last + 1;
}

/** The unfinished tile of every level, as the tree needs it to go on growing. */
async function edgeOf(reader: Reader, size: number): Promise<Readonly<{ done: number; row: readonly Hash[] }>[]> {
  const edge = [];
  for (let level = 0, count = size; count > 0; level += 1, count = Math.floor(count / TILE_WIDTH)) {
    const done = count - (count % TILE_WIDTH);
    edge.push({ done, row: await listHashes(reader, { level, from: done, count: count - done }) });
  }
  return edge;
}

async function listWithoutPlace(reader: Reader, { after, limit }: Readonly<{ after: number; limit: number }>) {
  const rows = await reader
    .select({ seq: auditEntries.seq, leaf: auditEntries.leaf })
    .from(auditEntries)
    .leftJoin(auditLeaves, eq(auditLeaves.seq, auditEntries.seq))
    .where(and(gt(auditEntries.seq, after), isNotNull(auditEntries.leaf), isNull(auditLeaves.seq)))
    .orderBy(asc(auditEntries.seq))
    .limit(limit);
  return rows.flatMap(({ seq, leaf }) => (leaf === null ? [] : [{ seq, leaf }]));
}

type Stretch = Readonly<{ from: number; count: number }>;

/** In order; fewer where the tree ends before. */
export async function listHashes(
  reader: Reader,
  { level, from, count }: Stretch & Readonly<{ level: number }>,
): Promise<readonly Hash[]> {
  if (count === 0) return [];
  const rows = await reader
    .select({ hash: auditHashes.hash })
    .from(auditHashes)
    .where(and(eq(auditHashes.level, level), gte(auditHashes.index, from), lt(auditHashes.index, from + count)))
    .orderBy(asc(auditHashes.index));
  return rows.map(({ hash }) => hash);
}

/** The leaves themselves, in the order of the tree. */
export async function listLeaves(reader: Reader, { from, count }: Stretch): Promise<readonly Uint8Array[]> {
  const rows = await reader
    .select({ leaf: auditEntries.leaf })
    .from(auditLeaves)
    .innerJoin(auditEntries, eq(auditEntries.seq, auditLeaves.seq))
    .where(and(gte(auditLeaves.index, from), lt(auditLeaves.index, from + count)))
    .orderBy(asc(auditLeaves.index));
  return rows.flatMap(({ leaf }) => (leaf === null ? [] : [leaf]));
}

/** What is in the tree about a meeting, with everything that opens the commitments. In the order of the tree. */
export async function listMeetingEntries(
  reader: Reader,
  { meetingId, size, limit }: Readonly<{ meetingId: string; size: number; limit: number }>,
) {
  return reader
    .select({ index: auditLeaves.index, ...getTableColumns(auditEntries) })
    .from(auditEntries)
    .innerJoin(auditLeaves, eq(auditLeaves.seq, auditEntries.seq))
    .where(and(eq(auditEntries.meetingId, meetingId), lt(auditLeaves.index, size)))
    .orderBy(asc(auditLeaves.index))
    .limit(limit);
}

/** Entries of these kinds in the tree that somebody made, or that are about them. In the order of the tree. */
export async function listReceipts(
  reader: Reader,
  { personId, events, size, limit }: Readonly<{ personId: string; events: readonly string[]; size: number; limit: number }>,
) {
  return reader
    .select({ index: auditLeaves.index, ...getTableColumns(auditEntries) })
    .from(auditEntries)
    .innerJoin(auditLeaves, eq(auditLeaves.seq, auditEntries.seq))
    .where(
      and(
        inArray(auditEntries.event, [...events]),
        or(eq(auditEntries.actorId, personId), eq(auditEntries.subjectId, personId)),
        lt(auditLeaves.index, size),
      ),
    )
    .orderBy(asc(auditLeaves.index))
    .limit(limit);
}

/** The same of a ministry, from that time on, together with what has no place in the tree yet. In the order in which it was done. */
export async function listMinistryEntries(
  reader: Reader,
  { ministryId, from, limit }: Readonly<{ ministryId: string; from: Date; limit: number }>,
) {
  return reader
    .select({ index: auditLeaves.index, ...getTableColumns(auditEntries) })
    .from(auditEntries)
    .leftJoin(auditLeaves, eq(auditLeaves.seq, auditEntries.seq))
    .where(and(eq(auditEntries.ministryId, ministryId), gte(auditEntries.at, from)))
    .orderBy(asc(auditEntries.seq))
    .limit(limit);
}

/** `lines`: what those witnesses answered to it. */
export type StoredCheckpoint = Readonly<{
  id: number;
  size: number;
  note: string;
  signedAt: Date;
  witnesses: readonly string[];
  lines: readonly string[];
}>;

/** The head as it is shown: with what witnesses said of it. */
export const shownNote = ({ note, lines }: Pick<StoredCheckpoint, 'note' | 'lines'>): string => note + lines.join('');

/** The head that was signed last. */
export async function findCheckpoint(reader: Reader): Promise<StoredCheckpoint | null> {
  const [newest] = await listCheckpoints(reader, 1);
  return newest ?? null;
}

/** How long a head may be held back for one that witnesses have answered to. */
const HELD_BACK_MS = 10_000;

/**
 * The head to show: the newest, unless its witnesses have yet to answer, as for a moment they always have. Of those of the last
 * seconds it is the one that most of them vouch for.
 */
export async function findPublished(reader: Reader, now: Date): Promise<StoredCheckpoint | null> {
  const [newest, ...earlier] = await listCheckpoints(reader, 8);
  if (!newest) return null;
  const recent = earlier.filter(({ signedAt }) => now.getTime() - signedAt.getTime() < HELD_BACK_MS);
  return recent.reduce((best, one) => (one.lines.length > best.lines.length ? one : best), newest);
}

/** Newest first. */
async function listCheckpoints(reader: Reader, limit: number): Promise<readonly StoredCheckpoint[]> {
  const newest = await reader.select().from(auditCheckpoints).orderBy(desc(auditCheckpoints.id)).limit(limit);
  const ids = newest.map(({ id }) => id);
  const answers = await reader.select().from(auditCosignatures).where(inArray(auditCosignatures.checkpointId, ids));
  return newest.map((checkpoint) => {
    const own = answers.filter(({ checkpointId }) => checkpointId === checkpoint.id);
    return { ...checkpoint, witnesses: own.map(({ witness }) => witness), lines: own.map(({ line }) => line) };
  });
}

/** Twice is once. */
export async function insertCosignature(db: Database, row: typeof auditCosignatures.$inferInsert): Promise<void> {
  await db.insert(auditCosignatures).values(row).onConflictDoNothing();
}

/** Of which size the head was that this witness cosigned last; 0 for none. */
export async function lastCosignedSize(reader: Reader, witness: string): Promise<number> {
  const [row] = await reader
    .select({ size: max(auditCheckpoints.size) })
    .from(auditCosignatures)
    .innerJoin(auditCheckpoints, eq(auditCheckpoints.id, auditCosignatures.checkpointId))
    .where(eq(auditCosignatures.witness, witness));
  return row?.size ?? 0;
}
