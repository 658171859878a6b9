import { writeProofFile } from '@sabha/audit/proof-file';
import { findPublished, listReceipts } from '@sabha/db/stores/audit-log';
import { type MadeFile, proofFileOf } from '../audit-log/proof-file.ts';
import { act } from '../core/act.ts';
import type { MemberContext } from '../core/member-context.ts';

const MOST_ENTRIES = 500;

/**
 * The receipts of one's own: proofs of the entries that say who exported what of themself, and whom one had erased. An entry of the last
 * seconds is not among them: it is not under a signed head yet.
 */
export async function takeReceipts(context: MemberContext): Promise<MadeFile> {
  const { db, clock } = context.services;
  const { personId } = context.actor;
  const head = await findPublished(db, clock());
  const wanted = { personId, events: ['privacy.exported', 'privacy.erased'], limit: MOST_ENTRIES + 1 };
  const rows = head ? await listReceipts(db, { ...wanted, size: head.size }) : [];
  if (!head || rows.length === 0) return { file: writeProofFile({ proofs: [], isCut: false }), entries: 0 };
  const file = await proofFileOf(db, { head, rows, most: MOST_ENTRIES });
  const detail = { entries: file.entries };
  await act(context, async ({ record }) =>
    record({ event: 'privacy.receipt_taken', outcome: 'ok', subjectId: personId, detail }),
  );
  return file;
}
