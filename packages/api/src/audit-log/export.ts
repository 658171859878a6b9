/** The entries of a ministry as a file, for its administrators: read and written page by page, however many there are. */
import { readCheckpoint } from '@sabha/audit/checkpoint';
import { splitNote } from '@sabha/audit/note';
import { writeProofFile } from '@sabha/audit/proof-file';
import { findPublished, shownNote } from '@sabha/db/stores/audit-log';
import { countEntries, searchEntries } from '@sabha/db/stores/audit-search';
import type { EntryInTree } from '@sabha/db/stores/audit-streams';
import { cefHeadLine, cefLine } from '@sabha/domain/audit/export/cef';
import { csvHead, csvRow } from '@sabha/domain/audit/export/csv';
import type { ExportedEntry, ExportedHead, ExportFormat } from '@sabha/domain/audit/export/entry';
import { headLine, jsonLine } from '@sabha/domain/audit/export/jsonl';
import { ocsfLine } from '@sabha/domain/audit/export/ocsf';
import type { AuditFilter } from '@sabha/domain/audit/filter';
import { SabhaError } from '@sabha/domain/errors';
import { act, authorise } from '../core/act.ts';
import type { MemberContext } from '../core/member-context.ts';
import { exportedEntry } from './exported.ts';
import { nodesOf } from './nodes.ts';
import { proveEntry } from './prove-entry.ts';
import { soughtBy } from './sought.ts';

/** Entries of one file; of one with proofs, which is some 15 MB then. It holds the newest, and says that it is cut. */
const MOST = 200_000;
const MOST_PROVEN = 5_000;
const PAGE = 1_000;

export type FileFormat = ExportFormat | 'proofs';
export type ExportQuery = AuditFilter & Readonly<{ format: FileFormat }>;
export type AuditExport = Readonly<{ head: ExportedHead; entries: number; chunks: AsyncIterable<string> }>;

type Limits = Readonly<{ most?: number; page?: number }>;
type Chosen = Readonly<{ context: MemberContext; filter: AuditFilter; head: ExportedHead; count: number; page: number }>;

/**
 * That somebody took them, by what they chose and how many, is recorded before the first of them is read out; whom they sought is
 * not. Newest first.
 * @throws SabhaError not_found, not_allowed; conflict while nothing is under a signed head
 */
export async function exportAudit(
  context: MemberContext,
  { format, ...asked }: ExportQuery,
  { most = format === 'proofs' ? MOST_PROVEN : MOST, page = PAGE }: Limits = {},
): Promise<AuditExport> {
  const { db, clock } = context.services;
  const { ministryId } = asked;
  await authorise(context, 'audit.export', { ministryId });
  const published = await findPublished(db, clock());
  if (!published) throw new SabhaError('conflict');
  const { size, root } = readCheckpoint(splitNote(published.note).text);
  const { filter, by } = await soughtBy(db, asked);
  const found = await countEntries(db, filter, { size, limit: most + 1 });
  const count = Math.min(found, most);
  const head = { size, root: Buffer.from(root).toString('base64'), checkpoint: shownNote(published), isCut: found > most };
  const detail = { format, by, entries: count, isCut: head.isCut, size };
  await act(context, async ({ record }) => record({ event: 'audit.exported', outcome: 'ok', ministryId, detail }));
  const chosen = { context, filter, head, count, page };
  return { head, entries: count, chunks: format === 'proofs' ? proofs(chosen) : written(chosen, writers[format]) };
}

type Writer = Readonly<{ begin: string; entry: (entry: ExportedEntry) => string; end: (head: ExportedHead) => string }>;

const writers: Readonly<Record<ExportFormat, Writer>> = {
  // It knows no comments: the head goes with the file, not in it.
  csv: { begin: csvHead(), entry: csvRow, end: () => '' },
  jsonl: { begin: '', entry: jsonLine, end: headLine },
  cef: { begin: '', entry: (entry) => `${cefLine(entry)}\n`, end: (head) => `${cefHeadLine(head)}\n` },
  ocsf: { begin: '', entry: ocsfLine, end: headLine },
};

async function* written(chosen: Chosen, { begin, entry, end }: Writer): AsyncGenerator<string> {
  yield begin;
  for await (const rows of pages(chosen)) yield rows.map((row) => entry(exportedEntry(row))).join('');
  yield end(chosen.head);
}

/** The same entries as a proof file (packages/audit/FORMAT.md). */
async function* proofs(chosen: Chosen): AsyncGenerator<string> {
  const { context, head } = chosen;
  const nodes = nodesOf(context.services.db, head.size);
  const made = [];
  for await (const rows of pages(chosen)) for (const row of rows) made.push(await proveEntry(nodes, row, head));
  yield writeProofFile({ proofs: made, isCut: head.isCut });
}

/** Of what the head stands for: what came after it is for the next time. */
async function* pages({ context, filter, head, count, page }: Chosen): AsyncGenerator<readonly EntryInTree[]> {
  let left = count;
  for (let before: number | undefined; left > 0;) {
    const rows = await searchEntries(context.services.db, filter, { before, limit: page });
    const last = rows.at(-1);
    if (!last) return;
    before = last.seq;
    const inTree = rows
      .flatMap(({ index, ...row }) => (index !== null && index < head.size ? [{ ...row, index }] : []))
      .slice(0, left);
    left -= inTree.length;
    if (inTree.length > 0) yield inTree;
  }
}
