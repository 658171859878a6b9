/** What the worker saw of clocks at its last look. */
import type { ClockReading } from '@sabha/domain/clock/clock-watch';
import { eq, sql } from 'drizzle-orm';
import type { Database, Reader, WriteTx } from '../connect.ts';
import { clockWatch } from '../schema/clock.ts';

export type ClockLook = Readonly<{ lookedAt: Date; reading: ClockReading }>;

const WORKER = 'worker';

export async function lastClockLook(reader: Reader): Promise<ClockLook | undefined> {
  const [look] = await reader.select().from(clockWatch).where(eq(clockWatch.name, WORKER));
  return look && { lookedAt: look.lookedAt, reading: look.reading };
}

/** Bookkeeping that is nobody's act; what follows from it is recorded. */
export async function noteClockLook(writer: WriteTx | Database, look: ClockLook): Promise<void> {
  await writer
    .insert(clockWatch)
    .values({ name: WORKER, ...look })
    .onConflictDoUpdate({ target: clockWatch.name, set: look });
}

/** Milliseconds since 1970, as the database's host has it. */
export async function databaseTime(reader: Reader): Promise<number> {
  const [row] = await reader
    .select({ ms: sql<string>`extract(epoch from clock_timestamp()) * 1000` })
    .from(sql`(select 1) as here`);
  return Number(row?.ms);
}
