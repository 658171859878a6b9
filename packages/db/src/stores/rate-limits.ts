import { lt } from 'drizzle-orm';
import type { WriteTx } from '../connect.ts';
import { rateLimits } from '../schema/rate-limits.ts';

/** How many counters there were whose window is over. */
export async function deleteExpiredCounters(tx: WriteTx, now: Date): Promise<number> {
  return (await tx.delete(rateLimits).where(lt(rateLimits.expire, now)).returning({ key: rateLimits.key })).length;
}
