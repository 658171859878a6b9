import type { EntryInTree } from '@sabha/db/stores/audit-streams';
import type { ExportedEntry } from '@sabha/domain/audit/export/entry';

/** A row as it leaves Sabha. Without its salts: they open the commitments, and belong into a proof alone. */
export function exportedEntry(row: EntryInTree): ExportedEntry {
  if (row.leaf === null) throw new Error('an entry that is in the tree has a leaf');
  const isErased = row.salts === null;
  return {
    index: row.index,
    at: row.at.toISOString(),
    event: row.event,
    outcome: row.outcome === 'ok' ? 'ok' : 'refused',
    actor: isErased ? null : { kind: row.actorKind, id: row.actorId },
    subject: row.subjectId,
    meeting: row.meetingId,
    ministry: row.ministryId,
    request: row.requestId,
    detail: row.detail,
    leaf: Buffer.from(row.leaf).toString('base64'),
    erased: isErased,
  };
}
