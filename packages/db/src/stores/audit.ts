import type { Json } from '@sabha/audit/canonical-json';
import { SALTS_BYTES, sealEntry } from '@sabha/audit/entry';
import type { AuditEntry } from '@sabha/domain/audit/events';
import type { WriteTx } from '../connect.ts';
import { runFixed } from '../fixed-statement.ts';
import { nodeSealing } from '../node-sealing.ts';

export type AuditStamp = Readonly<{ at: Date; actorKind: string; actorId: string | null; requestId: string | null }>;

/** `by`: who and when, for this one. */
export type StampedEntry = AuditEntry & Readonly<{ by: AuditStamp }>;

/**
 * Appends in the order given. Each gets its leaf here, so that none is without one; its place in the tree it gets after the
 * commit (stores/audit-log.ts).
 * @param random that many bytes, never the same twice: they keep what the leaf commits to from being guessed
 */
export async function appendAudit(
  tx: WriteTx,
  entries: readonly StampedEntry[],
  random: (bytes: number) => Uint8Array,
): Promise<void> {
  const drawn = random(SALTS_BYTES * entries.length); // once for all of them
  const rows = entries.map((entry, at) => sealedRow(entry, () => drawn.subarray(at * SALTS_BYTES, (at + 1) * SALTS_BYTES)));
  await runFixed(tx, 'append_audit', { text: appending, values: [JSON.stringify(rows)] });
}

const appending = `
  insert into audit_entries (at, event, outcome, actor_kind, actor_id, request_id, ministry_id, meeting_id, subject_id, detail, leaf, salts)
  select at, event, outcome, actor_kind, actor_id, request_id, ministry_id, meeting_id, subject_id, detail, decode(leaf, 'base64'), salts
  from json_to_recordset($1::text::json) as entries (
    at timestamptz, event text, outcome text, actor_kind text, actor_id text, request_id text,
    ministry_id uuid, meeting_id uuid, subject_id text, detail jsonb, leaf text, salts jsonb)`;

function sealedRow({ event, outcome, by, ...entry }: StampedEntry, random: (bytes: number) => Uint8Array) {
  const row = {
    ...by,
    meetingId: entry.meetingId ?? null,
    ministryId: entry.ministryId ?? null,
    subjectId: entry.subjectId ?? null,
    detail: plain(entry.detail ?? {}),
  };
  const { leaf, salts } = sealEntry({ at: row.at, event, outcome, values: valuesOf(row) }, random, nodeSealing);
  return {
    at: row.at,
    event,
    outcome,
    actor_kind: row.actorKind,
    actor_id: row.actorId,
    request_id: row.requestId,
    ministry_id: row.ministryId,
    meeting_id: row.meetingId,
    subject_id: row.subjectId,
    detail: row.detail,
    leaf: nodeSealing.base64(leaf),
    salts,
  };
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
