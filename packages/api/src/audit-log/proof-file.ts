import { writeProofFile } from '@sabha/audit/proof-file';
import type { Reader } from '@sabha/db/connect';
import type { StoredCheckpoint } from '@sabha/db/stores/audit-log';
import type { EntryInTree } from '@sabha/db/stores/audit-streams';
import { proveEntries } from './prove-entry.ts';

export type MadeFile = Readonly<{ file: string; entries: number }>;

/** Each entry whole, with its proof under that head; no more than `most`, and whether there are more is said. */
export async function proofFileOf(
  reader: Reader,
  { head, rows, most }: Readonly<{ head: StoredCheckpoint; rows: readonly EntryInTree[]; most: number }>,
): Promise<MadeFile> {
  const proofs = await proveEntries(reader, head, rows.slice(0, most));
  return { file: writeProofFile({ proofs, isCut: rows.length > most }), entries: proofs.length };
}
