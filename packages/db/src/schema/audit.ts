import type { EntrySalts } from '@sabha/audit/entry';
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytea } from './columns.ts';

/**
 * Append-only: the application's role holds INSERT and SELECT here. Triggers refuse the rest to its owner, too, who could drop
 * them, though: it is a guard against mistakes. The proof against whoever holds the owner's password is the tree below.
 *
 * `leaf` is what stands in the tree, and says of persons nothing; all else beside `seq`, `at`, `event` and `outcome` are the
 * values that it commits to, and `salts` what opens the commitments.
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
    /** Null in what was written before there was a tree: it is not part of it. */
    leaf: bytea(),
    salts: jsonb().$type<EntrySalts>(),
  },
  (t) => [index('audit_meeting').on(t.meetingId, t.seq), index('audit_ministry').on(t.ministryId, t.seq)],
);

/**
 * Which entry is which leaf. Entries commit in another order than they are numbered in, and some numbers never come: the place
 * in the tree is given afterwards, by one sequencer, and stays. Append-only like the entries, and so are the three below.
 */
export const auditLeaves = pgTable('audit_leaves', {
  index: bigint({ mode: 'number' }).primaryKey(),
  seq: bigint({ mode: 'number' }).notNull().unique(),
});

/** The hashes that tiles are made of (c2sp.org/tlog-tiles): a level counts tiles, 0 are the leaves. */
export const auditHashes = pgTable(
  'audit_hashes',
  {
    level: integer().notNull(),
    index: bigint({ mode: 'number' }).notNull(),
    hash: bytea().notNull(),
  },
  (t) => [primaryKey({ columns: [t.level, t.index] })],
);

/** Every head that was signed, newest last. */
export const auditCheckpoints = pgTable('audit_checkpoints', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  size: bigint({ mode: 'number' }).notNull(),
  note: text().notNull(),
  signedAt: timestamp({ withTimezone: true }).notNull(),
});

/** What witnesses answered to a checkpoint: the lines that belong under it. */
export const auditCosignatures = pgTable(
  'audit_cosignatures',
  {
    checkpointId: bigint({ mode: 'number' })
      .notNull()
      .references(() => auditCheckpoints.id),
    witness: text().notNull(),
    line: text().notNull(),
    receivedAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.checkpointId, t.witness] })],
);
