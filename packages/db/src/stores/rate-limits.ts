import { lt } from 'drizzle-orm';
import type { WriteTx } from '../connect.ts';
import { runFixed, type Session } from '../fixed-statement.ts';
import { rateLimits } from '../schema/rate-limits.ts';

/** How many counters there were whose window is over. */
export async function deleteExpiredCounters(tx: WriteTx, now: Date): Promise<number> {
  return (await tx.delete(rateLimits).where(lt(rateLimits.expire, now)).returning({ key: rateLimits.key })).length;
}

/** `points` more, or fewer; `seconds` the window that begins with the first of them. */
export type Count = Readonly<{ key: string; points: number; seconds: number }>;
export type Counter = Readonly<{ key: string; points: number; expiresAtMs: number }>;

/**
 * Counts on all of these keys, each named once, in the rows and by the rules of rate-limiter-flexible: a window that is over
 * begins anew. In the order of the keys, so that two who count at once do not wait for each other.
 */
export function countPoints(session: Session, counts: readonly Count[], now: Date): Promise<readonly Counter[]> {
  const text = `
    insert into rate_limits (key, points, expire)
    select key, points, $2::text::timestamptz + make_interval(secs => seconds)
    from json_to_recordset($1::text::json) as counts (key text, points integer, seconds integer) order by key
    on conflict (key) do update set
      points = case when rate_limits.expire <= $2::text::timestamptz then 0 else rate_limits.points end + excluded.points,
      expire = case when rate_limits.expire <= $2::text::timestamptz then excluded.expire else rate_limits.expire end
    returning key, points, (extract(epoch from expire) * 1000)::float8 as "expiresAtMs"`;
  return runFixed(session, 'count_points', { text, values: [JSON.stringify(counts), now.toISOString()] });
}
