import type { AuditEntry } from '@sabha/domain/audit/events';
import type { WriteTx } from '../connect.ts';
import { auditEntries } from '../schema/audit.ts';

export type AuditStamp = Readonly<{ at: Date; actorKind: string; actorId: string | null; requestId: string | null }>;

/** Appends in the order given; `stamp` says who and when for all of them. */
export async function appendAudit(tx: WriteTx, stamp: AuditStamp, entries: readonly AuditEntry[]): Promise<void> {
  await tx.insert(auditEntries).values(
    entries.map(({ event, outcome, meetingId, ministryId, subjectId, detail }) => ({
      ...stamp,
      event,
      outcome,
      meetingId: meetingId ?? null,
      ministryId: ministryId ?? null,
      subjectId: subjectId ?? null,
      detail: detail ?? {},
    })),
  );
}
