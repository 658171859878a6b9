import type { Database } from './connect.ts';

/** A connection, or a transaction on one. */
export type Session = Pick<Database, '_'>;

/**
 * A statement whose text never changes: each connection has it parsed and planned once, and sends values alone afterwards. What
 * has many rows comes as one JSON text, so that one row and a hundred are the same statement. Not for texts that are put
 * together: a connection would keep every one of them. @param name the same for the same text
 */
export function runFixed<Row>(
  { _: { session } }: Session,
  name: string,
  { text, values }: Readonly<{ text: string; values: readonly unknown[] }>,
): Promise<readonly Row[]> {
  const query = { sql: text, params: [...values] };
  return session.prepareQuery<{ execute: readonly Row[]; all: never; values: never }>(query, undefined, name, false).execute();
}
