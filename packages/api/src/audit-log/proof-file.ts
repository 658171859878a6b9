import type { Json } from '@sabha/audit/canonical-json';
import { type Committed, committed } from '@sabha/audit/entry';
import type { Disclosed, InclusionProof } from '@sabha/audit/proof';
import { writeProofFile } from '@sabha/audit/proof-file';
import { inclusionProof } from '@sabha/audit/tree/range';
import type { Reader } from '@sabha/db/connect';
import { valuesOf } from '@sabha/db/stores/audit';
import type { listMeetingEntries, StoredCheckpoint } from '@sabha/db/stores/audit-log';
import { nodesOf } from './nodes.ts';

export type MadeFile = Readonly<{ file: string; entries: number }>;

type Rows = Awaited<ReturnType<typeof listMeetingEntries>>;

/** Each entry whole, with its proof under that head; no more than `most`, and whether there are more is said. */
export async function proofFileOf(
  reader: Reader,
  { head, rows, most }: Readonly<{ head: StoredCheckpoint; rows: Rows; most: number }>,
): Promise<MadeFile> {
  const checkpoint = head.note + head.lines.join('');
  const nodes = nodesOf(reader, head.size);
  const proofs: InclusionProof[] = [];
  for (const { index, leaf, salts, ...row } of rows.slice(0, most)) {
    if (leaf === null) throw new Error('an entry that is in the tree has a leaf');
    const hashes = await inclusionProof(nodes, { index, size: head.size });
    proofs.push({ leaf, disclosed: disclosedOf(valuesOf(row), salts ?? {}), index, hashes, checkpoint });
  }
  return { file: writeProofFile({ proofs, isCut: rows.length > most }), entries: proofs.length };
}

function disclosedOf(values: Readonly<Record<Committed, Json>>, salts: Readonly<Partial<Record<Committed, string>>>): Disclosed {
  return Object.fromEntries(
    committed.flatMap((name) => {
      const salt = salts[name];
      return salt === undefined ? [] : [[name, { salt, value: values[name] }] as const];
    }),
  );
}
