import { bigint, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** How far each receiver of the log has got. What it was sent is the log itself; this is where to go on. */
export const auditStreams = pgTable('audit_streams', {
  /** Kind and address, as in the worker's settings. */
  name: text().primaryKey(),
  /** Index of the first entry that the receiver has not acknowledged. */
  next: bigint({ mode: 'number' }).notNull(),
  movedAt: timestamp({ withTimezone: true }).notNull(),
  /** Which worker sends, and until when no other does. */
  holder: text(),
  heldUntil: timestamp({ withTimezone: true }),
});
