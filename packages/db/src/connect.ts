import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import * as schema from './schema/index.ts';

export type Database = PostgresJsDatabase<typeof schema>;
/** A transaction that may write. Only api's unit of work makes one, so no write can skip its audit entry. */
export type WriteTx = Parameters<Parameters<Database['transaction']>[0]>[0];
/** Reads, and cannot write: what a store takes that changes nothing. Inside a transaction or without one. */
export type Reader = Pick<Database, 'select' | 'selectDistinct'>;
/**
 * Writes what is nobody's act and so has no entry: when an unused session ends, when somebody was last seen in a call, which
 * job mails somebody. Beside these only the counters of rate-limit.ts and the job queue write without one.
 */
export type Bookkeeper = Pick<Database, 'update'>;

export type Connection = Readonly<{ db: Database; close(): Promise<void> }>;

/**
 * In milliseconds. Nothing that one request does takes longer; what waits for a lock beyond its turn, or holds one while it
 * waits for something else, is cut off, before all others queue up behind it. (PgBouncer passes them on only where its
 * `ignore_startup_parameters` names them; there the role itself should have them. Prepared statements it passes on in transaction mode
 * from 1.21, with `max_prepared_statements`.)
 */
const limits = { lock_timeout: 5_000, statement_timeout: 15_000, idle_in_transaction_session_timeout: 15_000 };

/** @param url postgres://… of the application's role. @param max connections of this process. */
export function connect(url: string, max = 10): Connection {
  const sql = postgres(url, { max, onnotice: () => undefined, connection: { application_name: 'sabha', ...limits } });
  return { db: drizzle(sql, { schema, casing: 'snake_case' }), close: () => sql.end({ timeout: 5 }) };
}
