/** What readers of the audit log ask for and are told. Times are ISO 8601, UTC. */
import { z } from 'zod';
import { emailSchema } from '../organisation/contract.ts';
import type { AuditEvent } from './events.ts';
import { auditFilterSchema } from './filter.ts';

/** The number of the entry that a page ended with. */
const cursor = z.int().min(1).max(Number.MAX_SAFE_INTEGER);

export const searchAuditInput = auditFilterSchema.extend({
  /** A mail address of a member is understood here, too. */
  actor: z.union([auditFilterSchema.shape.actor.unwrap(), emailSchema]).optional(),
  before: cursor.optional(),
});
export type SearchAudit = Readonly<z.infer<typeof searchAuditInput>>;

export const storyInput = z.strictObject({ meetingId: z.uuid(), after: cursor.optional() });
export type AskStory = Readonly<z.infer<typeof storyInput>>;

/** `name`: null for what has none, or none any more. */
export type Who = Readonly<{ kind: string | null; id: string | null; name: string | null }>;

export type EntryView = Readonly<{
  seq: number;
  /** Its place in the tree, null for the moment in which it has none. */
  index: number | null;
  at: string;
  event: AuditEvent;
  outcome: 'ok' | 'refused';
  actor: Who;
  subject: Who | null;
  meeting: Readonly<{ id: string; title: string | null }> | null;
  detail: Readonly<Record<string, unknown>>;
}>;

/** `next`: goes on where this page ends; null where nothing follows. */
export type EntryPage = Readonly<{ entries: readonly EntryView[]; next: number | null }>;
