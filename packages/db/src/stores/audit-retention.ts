/** When the values beside the tree are erased, and what holds them. The tree itself, and every proof, stay. */
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Reader, WriteTx } from '../connect.ts';
import { auditHolds } from '../schema/audit-holds.ts';
import { meetings } from '../schema/meetings.ts';

/**
 * Erases the values of entries from before `upto` that nothing holds; the database lets none go that is younger than 180 days.
 * @returns of how many
 */
export async function eraseValues(tx: WriteTx, { upto, limit }: Readonly<{ upto: Date; limit: number }>): Promise<number> {
  const [row] = await tx.execute<{ erased: string }>(
    sql`select erase_audit_values(${upto.toISOString()}::timestamptz, ${limit}) as erased`,
  );
  return Number(row?.erased ?? 0);
}

export async function insertHold(
  tx: WriteTx,
  values: Readonly<{ meetingId: string; reason: string; placedAt: Date }>,
): Promise<string> {
  const [row] = await tx.insert(auditHolds).values(values).returning({ id: auditHolds.id });
  if (!row) throw new Error('a hold was not inserted');
  return row.id;
}

export type Hold = Readonly<{ holdId: string; meetingId: string; title: string; reason: string; placedAt: Date }>;

/** Those that last, in the meetings of a ministry, the oldest first. */
export async function listHolds(reader: Reader, ministryId: string): Promise<readonly Hold[]> {
  return reader
    .select({
      holdId: auditHolds.id,
      meetingId: meetings.id,
      title: meetings.title,
      reason: auditHolds.reason,
      placedAt: auditHolds.placedAt,
    })
    .from(auditHolds)
    .innerJoin(meetings, eq(meetings.id, auditHolds.meetingId))
    .where(and(isNull(auditHolds.liftedAt), eq(meetings.ministryId, ministryId)))
    .orderBy(asc(auditHolds.placedAt));
}

/** Of how many holds of the meeting. */
export async function liftHolds(tx: WriteTx, { meetingId, at }: Readonly<{ meetingId: string; at: Date }>): Promise<number> {
  const mine = and(eq(auditHolds.meetingId, meetingId), isNull(auditHolds.liftedAt));
  return (await tx.update(auditHolds).set({ liftedAt: at }).where(mine).returning({ id: auditHolds.id })).length;
}
