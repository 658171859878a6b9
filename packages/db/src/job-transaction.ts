import { sql } from 'drizzle-orm';
import { type ConstructorOptions, fromDrizzle } from 'pg-boss';
import type { Database } from './connect.ts';

type JobDatabase = NonNullable<ConstructorOptions['db']>;

/** pg-boss's statements over our own connection, inside the transaction when one is given: the job commits with the act. */
export function jobDatabase(db: Pick<Database, 'execute'>): JobDatabase {
  return fromDrizzle({ execute: async (query) => [...(await db.execute(query as Parameters<Database['execute']>[0]))] }, sql);
}
