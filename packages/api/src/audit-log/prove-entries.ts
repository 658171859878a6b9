import type { Json } from '@sabha/audit/canonical-json';
import { type Committed, committed } from '@sabha/audit/entry';
import type { Disclosed, InclusionProof } from '@sabha/audit/proof';
import { inclusionProof } from '@sabha/audit/tree/range';
import type { Database } from '@sabha/db/connect';
import { valuesOf } from '@sabha/db/stores/audit';
import type { listMeetingEntries, StoredCheckpoint } from '@sabha/db/stores/audit-log';
import { nodesOf } from './nodes.ts';

/** An entry that has its place in the tree. */
type PlacedEntry = Awaited<ReturnType<typeof listMeetingEntries>>[number];

/** Each entry whole, with the proof that it stands under that head. What was erased is not disclosed, and is proven all the same. */
export async function proveEntries(
  db: Database,
  head: StoredCheckpoint,
  rows: readonly PlacedEntry[],
): Promise<readonly InclusionProof[]> {
  const checkpoint = head.note + head.lines.join('');
  const nodes = nodesOf(db, head.size);
  const proofs: InclusionProof[] = [];
  for (const { index, leaf, salts, ...row } of rows) {
    if (leaf === null) throw new Error('an entry that is in the tree has a leaf');
    const hashes = await inclusionProof(nodes, { index, size: head.size });
    proofs.push({ leaf, disclosed: disclosedOf(valuesOf(row), salts ?? {}), index, hashes, checkpoint });
  }
  return proofs;
}

function disclosedOf(values: Readonly<Record<Committed, Json>>, salts: Readonly<Partial<Record<Committed, string>>>): Disclosed {
  return Object.fromEntries(
    committed.flatMap((name) => {
      const salt = salts[name];
      return salt === undefined ? [] : [[name, { salt, value: values[name] }] as const];
    }),
  );
}
