import { sql } from 'drizzle-orm';
import type { Reader } from '../connect.ts';
import { JOB_SCHEMA } from '../queues.ts';

/** Whether any mail that could have gone has been waiting for longer than `seconds`: then no worker takes it. */
export async function isMailStalled(reader: Reader, seconds: number): Promise<boolean> {
  const rows = await reader
    .select({ one })
    .from(sql`${sql.identifier(JOB_SCHEMA)}.job`)
    .where(sql`name like 'mail.%' and state in ('created', 'retry') and start_after < now() - make_interval(secs => ${seconds})`)
    .limit(1);
  return rows.length > 0;
}

/** Whether any worker has finished a turn of the clock within `seconds`. */
export async function isWorkerAlive(reader: Reader, seconds: number): Promise<boolean> {
  const rows = await reader
    .select({ one })
    .from(sql`${sql.identifier(JOB_SCHEMA)}.job`)
    .where(sql`name = 'attendance.reconcile' and completed_on > now() - make_interval(secs => ${seconds})`)
    .limit(1);
  return rows.length > 0;
}

export async function answers(reader: Reader): Promise<boolean> {
  const rows = await reader.select({ one }).from(sql`(select 1) as here`);
  return rows.length === 1;
}

const one = sql<number>`1`;
