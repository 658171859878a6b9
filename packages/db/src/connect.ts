import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import * as schema from './schema/index.ts';

export type Sql = postgres.Sql;
export type Database = PostgresJsDatabase<typeof schema>;
/** A transaction that may write. Only api's unit of work makes one, so no write can skip its audit entry. */
export type WriteTx = Parameters<Parameters<Database['transaction']>[0]>[0];
/** Reading needs no transaction but accepts one. */
export type Reader = Database | WriteTx;

export type Connection = Readonly<{ db: Database; sql: Sql; close(): Promise<void> }>;

/** @param url postgres://… of the application's role. @param max connections of this process. */
export function connect(url: string, max = 10): Connection {
  const sql = postgres(url, { max, onnotice: () => undefined, connection: { application_name: 'sabha' } });
  return { sql, db: drizzle(sql, { schema, casing: 'snake_case' }), close: () => sql.end({ timeout: 5 }) };
}
