// eslint-disable-next-line no-restricted-imports -- no store: a count that only a measurement needs
import { sql } from 'drizzle-orm';
import type { Database } from '@sabha/db/connect';

/** Tokens of a meeting that stand in the trail: what was answered without an entry is no join. */
export async function countPasses(db: Database, meetingId: string): Promise<number> {
  const [row] = await db.execute<{ count: number }>(
    // eslint-disable-next-line no-restricted-syntax -- as above
    sql`select count(*)::int as count from audit_entries where meeting_id = ${meetingId} and event = 'call.pass_issued'`,
  );
  return row?.count ?? 0;
}
