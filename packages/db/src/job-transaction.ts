import { sql } from 'drizzle-orm';
import { type ConstructorOptions, fromDrizzle } from 'pg-boss';
import type { Reader } from './connect.ts';

type JobDatabase = NonNullable<ConstructorOptions['db']>;

/** pg-boss's statements over our own connection, inside the transaction when one is given: the job commits with the act. */
export function jobDatabase(reader: Reader): JobDatabase {
  return fromDrizzle({ execute: async (query) => [...(await reader.execute(query as Parameters<Reader['execute']>[0]))] }, sql);
}
