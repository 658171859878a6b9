import type { Reader } from '@sabha/db/connect';
import { type FoundEntry, namesKnownTo, titlesById } from '@sabha/db/stores/audit-search';
import type { EntryPage, EntryView } from '@sabha/domain/audit/contract';
import type { AuditEvent } from '@sabha/domain/audit/events';
import { z } from 'zod';

const isUuid = (text: string | null): text is string => z.uuid().safeParse(text).success;

/** With the names by which the ministry knows whom ids are. @param rows one more than `limit` when there are more */
export async function entryPage(
  reader: Reader,
  { rows, limit, ministryId }: Readonly<{ rows: readonly FoundEntry[]; limit: number; ministryId: string }>,
): Promise<EntryPage> {
  const shown = rows.slice(0, limit);
  const ids = [...new Set(shown.flatMap(({ actorId, subjectId }) => [actorId, subjectId].filter(isUuid)))];
  const meetingIds = [...new Set(shown.flatMap(({ meetingId }) => (meetingId === null ? [] : [meetingId])))];
  const names = await namesKnownTo(reader, { ids, ministryId, meetingIds });
  const titles = await titlesById(reader, meetingIds);
  const entries = shown.map((row) => viewOf(row, { names, titles }));
  return { entries, next: rows.length > limit ? (shown.at(-1)?.seq ?? null) : null };
}

type Named = Readonly<Record<'names' | 'titles', ReadonlyMap<string, string>>>;

function viewOf({ actorId, actorKind, subjectId, meetingId, ...row }: FoundEntry, { names, titles }: Named): EntryView {
  return {
    seq: row.seq,
    index: row.index,
    at: row.at.toISOString(),
    // Both are of closed lists when they are written, and nobody can change them afterwards.
    event: row.event as AuditEvent,
    outcome: row.outcome as EntryView['outcome'],
    actor: { kind: actorKind, id: actorId, name: names.get(actorId ?? '') ?? null },
    subject: subjectId === null ? null : { kind: null, id: subjectId, name: names.get(subjectId) ?? null },
    meeting: meetingId === null ? null : { id: meetingId, title: titles.get(meetingId) ?? null },
    detail: row.detail,
  };
}
