import type { Json } from '@sabha/audit/canonical-json';
import { sealEntry } from '@sabha/audit/entry';
import type { AuditEntry } from '@sabha/domain/audit/events';
import type { WriteTx } from '../connect.ts';
import { auditEntries } from '../schema/audit.ts';

export type AuditStamp = Readonly<{ at: Date; actorKind: string; actorId: string | null; requestId: string | null }>;

/**
 * Appends in the order given; `stamp` says who and when for all of them. Each gets its leaf here, so that none is without one;
 * its place in the tree it gets after the commit (stores/audit-log.ts).
 * @param random that many bytes, never the same twice: they keep what the leaf commits to from being guessed
 */
export async function appendAudit(
  tx: WriteTx,
  stamp: AuditStamp,
  { entries, random }: Readonly<{ entries: readonly AuditEntry[]; random: (bytes: number) => Uint8Array }>,
): Promise<void> {
  await tx.insert(auditEntries).values(
    entries.map(({ event, outcome, ...entry }) => {
      const row = {
        ...stamp,
        event,
        outcome,
        meetingId: entry.meetingId ?? null,
        ministryId: entry.ministryId ?? null,
        subjectId: entry.subjectId ?? null,
        detail: plain(entry.detail ?? {}),
      };
      return { ...row, ...sealEntry({ at: row.at, event, outcome, values: valuesOf(row) }, random) };
    }),
  );
}

/** The values of a row that its leaf commits to, as FORMAT.md names them. */
export const valuesOf = (row: {
  actorKind: string;
  actorId: string | null;
  requestId: string | null;
  ministryId: string | null;
  meetingId: string | null;
  subjectId: string | null;
  detail: Readonly<Record<string, unknown>>;
}) => ({
  actor: { id: row.actorId, kind: row.actorKind },
  detail: row.detail as Json,
  meeting: row.meetingId,
  ministry: row.ministryId,
  request: row.requestId,
  subject: row.subjectId,
});

/** As the database gives it back: a commitment is to what can be read again. Parts of a whole are written as text. */
function plain(detail: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const asWhole = (_: string, value: unknown) =>
    typeof value === 'number' && !Number.isSafeInteger(value) ? String(value) : value;
  return JSON.parse(JSON.stringify(detail, asWhole)) as Readonly<Record<string, unknown>>;
}
