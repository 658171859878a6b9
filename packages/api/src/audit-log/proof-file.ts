import type { InclusionProof } from '@sabha/audit/proof';
import { writeProofFile } from '@sabha/audit/proof-file';
import type { Reader } from '@sabha/db/connect';
import type { StoredCheckpoint } from '@sabha/db/stores/audit-log';
import type { EntryInTree } from '@sabha/db/stores/audit-streams';
import { nodesOf } from './nodes.ts';
import { proveEntry } from './prove-entry.ts';

export type MadeFile = Readonly<{ file: string; entries: number }>;

/** Each entry whole, with its proof under that head; no more than `most`, and whether there are more is said. */
export async function proofFileOf(
  reader: Reader,
  { head, rows, most }: Readonly<{ head: StoredCheckpoint; rows: readonly EntryInTree[]; most: number }>,
): Promise<MadeFile> {
  const under = { size: head.size, checkpoint: head.note + head.lines.join('') };
  const nodes = nodesOf(reader, head.size);
  const proofs: InclusionProof[] = [];
  for (const row of rows.slice(0, most)) proofs.push(await proveEntry(nodes, row, under));
  return { file: writeProofFile({ proofs, isCut: rows.length > most }), entries: proofs.length };
}
