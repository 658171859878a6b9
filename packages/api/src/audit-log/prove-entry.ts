import type { Json } from '@sabha/audit/canonical-json';
import { type Committed, committed } from '@sabha/audit/entry';
import type { Disclosed, InclusionProof } from '@sabha/audit/proof';
import { inclusionProof, type ReadNode } from '@sabha/audit/tree/range';
import type { Reader } from '@sabha/db/connect';
import { valuesOf } from '@sabha/db/stores/audit';
import { shownNote, type StoredCheckpoint } from '@sabha/db/stores/audit-log';
import type { EntryInTree } from '@sabha/db/stores/audit-streams';
import { nodesOf } from './nodes.ts';

/** The entry whole, with the proof that it is in the log of that size. What was erased is not disclosed. */
export async function proveEntry(
  nodes: ReadNode,
  { index, leaf, salts, ...row }: EntryInTree,
  { size, checkpoint }: Readonly<{ size: number; checkpoint: string }>,
): Promise<InclusionProof> {
  if (leaf === null) throw new Error('an entry that is in the tree has a leaf');
  const hashes = await inclusionProof(nodes, { index, size });
  return { leaf, disclosed: disclosedOf(valuesOf(row), salts ?? {}), index, hashes, checkpoint };
}

/** Each of them under that head. */
export async function proveEntries(
  reader: Reader,
  head: StoredCheckpoint,
  rows: readonly EntryInTree[],
): Promise<readonly InclusionProof[]> {
  const under = { size: head.size, checkpoint: shownNote(head) };
  const nodes = nodesOf(reader, head.size);
  const proofs: InclusionProof[] = [];
  for (const row of rows) proofs.push(await proveEntry(nodes, row, under));
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
