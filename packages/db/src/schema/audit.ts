import { bigint, index, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/**
 * Append-only: the application's role holds INSERT and SELECT here. Triggers refuse the rest to its owner, too, who could drop
 * them, though: it is a guard against mistakes, and no proof against whoever holds the owner's password.
 */
export const auditEntries = pgTable(
  'audit_entries',
  {
    seq: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: timestamp({ withTimezone: true }).notNull(),
    event: text().notNull(),
    outcome: text().notNull(),
    /** Who acted: kind and id, as in domain/actor; for delegated acts both. */
    actorKind: text().notNull(),
    actorId: text(),
    /** The same id as in the log and on the error page. */
    requestId: text(),
    ministryId: uuid(),
    meetingId: uuid(),
    subjectId: text(),
    detail: jsonb().$type<Readonly<Record<string, unknown>>>().notNull(),
  },
  (t) => [index('audit_meeting').on(t.meetingId, t.seq), index('audit_ministry').on(t.ministryId, t.seq)],
);
