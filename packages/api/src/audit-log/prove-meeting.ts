/** What is recorded about a meeting, for whoever ran it to hand on: each entry whole, with the proof that it is in the log. */
import { writeProofFile } from '@sabha/audit/proof-file';
import { findPublished, listMeetingEntries } from '@sabha/db/stores/audit-log';
import { SabhaError } from '@sabha/domain/errors';
import { act } from '../core/act.ts';
import type { MemberContext } from '../core/member-context.ts';
import { authorisedMeeting } from '../meeting/find.ts';
import { proveEntries } from './prove-entries.ts';

/** Of one file: some 15 MB. Of a meeting with more entries than that it holds the first ones, and says so. */
const MOST_ENTRIES = 5_000;

export type MeetingProof = Readonly<{ file: string; entries: number }>;

/**
 * Personal data: that somebody took it is recorded. What was erased is not disclosed, and its entry is proven all the same.
 * @throws SabhaError not_found, not_allowed; conflict while nothing about the meeting is in the signed log yet
 */
export async function proveMeeting(
  context: MemberContext,
  { meetingId }: Readonly<{ meetingId: string }>,
): Promise<MeetingProof> {
  const { db, clock } = context.services;
  const { ministryId } = await authorisedMeeting(context, 'meeting.take_proof', meetingId);
  const head = await findPublished(db, clock());
  const rows = head ? await listMeetingEntries(db, { meetingId, size: head.size, limit: MOST_ENTRIES + 1 }) : [];
  if (!head || rows.length === 0) throw new SabhaError('conflict');
  const proofs = await proveEntries(db, head, rows.slice(0, MOST_ENTRIES));
  const detail = { entries: proofs.length, size: head.size };
  await act(context, ({ record }) => {
    record({ event: 'audit.proof_taken', outcome: 'ok', meetingId, ministryId, detail });
    return Promise.resolve();
  });
  return { file: writeProofFile({ proofs, isCut: rows.length > MOST_ENTRIES }), entries: proofs.length };
}
