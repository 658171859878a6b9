import { exportAudit, type FileFormat } from '@sabha/api/audit-log/export';
import { administeredBy, chosenOf } from '../../features/organisation/administered.ts';
import { readSearch } from '../../features/records/search-query.ts';
import { attempt, memberPage } from '../../request/member-page.ts';
import { isUuid } from '../../request/uuid.ts';
import { requestContext } from '../../trpc/server.ts';

export const dynamic = 'force-dynamic';

/** Content type and ending of each. */
const kinds: Readonly<Record<FileFormat, readonly [type: string, ending: string]>> = {
  csv: ['text/csv; charset=utf-8; header=present', 'csv'],
  jsonl: ['application/x-ndjson', 'jsonl'],
  cef: ['text/plain; charset=utf-8', 'cef.log'],
  ocsf: ['application/x-ndjson', 'ocsf.jsonl'],
  proofs: ['application/json', 'proofs.json'],
};
const statuses: Readonly<Partial<Record<string, number>>> = { not_allowed: 403, conflict: 409, too_many_attempts: 429 };

/** What the search of the audit log would find, as a file: `?format=` and the fields of the search. For administrators. */
export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const { me } = await memberPage(`/audit-export?${searchParams.toString()}`);
  const context = await requestContext();
  const { actor } = context;
  const format = searchParams.get('format') ?? '';
  // One that is named is taken at its word, and refused when it is not theirs: never another in its place.
  const named = searchParams.get('ministry') ?? chosenOf(administeredBy(me), undefined)?.ministryId;
  // Whoever administers none is refused by the use case, which records it.
  const ministryId = named ?? me.memberships[0]?.ministryId ?? '';
  const { search, faults } = readSearch(Object.fromEntries(searchParams), ministryId);
  if (actor.kind !== 'member' || !isFormat(format) || !isUuid(ministryId) || faults.length > 0) return refusal(400);
  const { before: _, ...filter } = search;
  const made = await attempt(() => exportAudit({ ...context, actor }, { ...filter, format }));
  if (!made.ok) return refusal(statuses[made.refusal.code] ?? 500);
  const { head, chunks } = made.value;
  const [type, ending] = kinds[format];
  return new Response(bytesOf(chunks), {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="sabha-audit-${String(head.size)}.${ending}"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'x-sabha-checkpoint': Buffer.from(head.checkpoint).toString('base64'),
      'x-sabha-is-cut': String(head.isCut),
    },
  });
}

const isFormat = (text: string): text is FileFormat => Object.hasOwn(kinds, text);

const refusal = (status: number): Response => new Response(null, { status, headers: { 'cache-control': 'no-store' } });

/** One page at a time, when the reader has taken the one before; whoever hangs up ends it. */
function bytesOf(chunks: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator: AsyncIterator<string, unknown> = chunks[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done === true) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
