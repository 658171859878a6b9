/** The table of the entries as it would be without a log over it: no leaf, no tree, no guard. Its indexes: makePlainEntries. */
// eslint-disable-next-line no-restricted-imports -- no store: this table is made for one measurement and thrown away with it
import { bigint, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
// eslint-disable-next-line no-restricted-imports -- no store: this table is made for one measurement and thrown away with it
import postgres from 'postgres';

export const plainEntries = pgTable('plain_entries', {
  seq: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  at: timestamp({ withTimezone: true }).notNull(),
  event: text().notNull(),
  outcome: text().notNull(),
  actorKind: text().notNull(),
  actorId: text(),
  requestId: text(),
  ministryId: uuid(),
  meetingId: uuid(),
  subjectId: text(),
  detail: jsonb().$type<Readonly<Record<string, unknown>>>().notNull(),
});

export async function makePlainEntries(ownerUrl: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1 });
  try {
    await sql.unsafe(`
      CREATE TABLE plain_entries (LIKE audit_entries INCLUDING IDENTITY INCLUDING INDEXES);
      ALTER TABLE plain_entries DROP COLUMN leaf, DROP COLUMN salts;
      GRANT INSERT ON plain_entries TO sabha_app;
    `);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
