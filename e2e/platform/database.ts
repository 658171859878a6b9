import postgres from 'postgres';
import type { Platform } from './platform.ts';

/** What the portal cannot read while `work` goes on: without meetings most pages fail, without memberships all for members. */
export type Unreadable = 'meetings' | 'memberships';

/** As after an operator's mistake. Everybody on the platform feels it, so nobody else may be doing anything just then. */
export async function whileUnreadable<T>({ ownerDatabase }: Platform, table: Unreadable, work: () => Promise<T>): Promise<T> {
  const sql = postgres(ownerDatabase, { max: 1, onnotice: () => undefined });
  try {
    await sql`revoke select on ${sql(table)} from sabha_app`;
    return await work();
  } finally {
    await sql`grant select on ${sql(table)} to sabha_app`;
    await sql.end({ timeout: 5 });
  }
}
