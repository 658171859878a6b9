import { pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { id } from './columns.ts';
import { meetings } from './meetings.ts';

/** What must not be erased although its time has come: by order of a court, or while something is looked into. */
export const auditHolds = pgTable('audit_holds', {
  id: id(),
  /** Null: every entry there is. */
  meetingId: uuid().references(() => meetings.id),
  reason: text().notNull(),
  placedAt: timestamp({ withTimezone: true }).notNull(),
  liftedAt: timestamp({ withTimezone: true }),
});
