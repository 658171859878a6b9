/** What goes to CERT-In: the report as a PDF, and the incident with the entries around it, each with its proof. */
import { canonicalJson } from '@sabha/audit/canonical-json';
import { writeProof } from '@sabha/audit/proof';
import { findPublished, listMinistryEntries, shownNote } from '@sabha/db/stores/audit-log';
import type { IncidentRow } from '@sabha/db/stores/incidents';
import type { BundleForm } from '@sabha/domain/incident/contract';
import { createHash } from 'node:crypto';
import { proveEntries } from '../audit-log/prove-entry.ts';
import { act } from '../core/act.ts';
import type { MemberContext } from '../core/member-context.ts';
import type { Services } from '../core/services.ts';
import { authorisedIncident } from './find.ts';
import { printReport } from './print-report.ts';
import { viewOf } from './views.ts';

const FORMAT = 'sabha.incident/bundle/v1';
/** What led to it lies before it was noticed. */
const BEFORE_MS = 24 * 60 * 60_000;
/** Of one file: some 15 MB. If there are more it holds the first ones, and says so. */
const MOST_ENTRIES = 5_000;

/** `content`: the file in base64. `sha256`: of the file, in hex. */
export type BundleFile = Readonly<{ content: string; sha256: string; entries: number }>;

/** That somebody took it is recorded, with the hash of what they took. @throws SabhaError not_found, not_allowed */
export async function takeBundle(
  context: MemberContext,
  { incidentId, form }: Readonly<{ incidentId: string; form: BundleForm }>,
): Promise<BundleFile> {
  const incident = await authorisedIncident(context, 'incident.take_bundle', incidentId);
  const { ministryId } = incident;
  const { bytes, entries } = form === 'records' ? await records(context.services, incident) : await report(context, incident);
  const sha256 = sha256Of(bytes);
  await act(context, ({ record }) => {
    const detail = { form, entries, sha256 };
    record({ event: 'incident.bundle_taken', outcome: 'ok', ministryId, subjectId: incidentId, detail });
    return Promise.resolve();
  });
  return { content: Buffer.from(bytes).toString('base64'), sha256, entries };
}

type Made = Readonly<{ bytes: Uint8Array; entries: number }>;

async function report({ services }: MemberContext, incident: IncidentRow): Promise<Made> {
  return { bytes: await printReport(viewOf(incident, services.clock())), entries: 0 };
}

/** `sha256` in it: of all the rest in canonical form (RFC 8785), so that it can be held against a copy that was written down. */
async function records({ db, clock }: Services, incident: IncidentRow): Promise<Made> {
  const now = clock();
  const head = await findPublished(db, now);
  const from = new Date(incident.noticedAt.getTime() - BEFORE_MS);
  const rows = await listMinistryEntries(db, { ministryId: incident.ministryId, from, limit: MOST_ENTRIES + 1 });
  const held = rows.slice(0, MOST_ENTRIES);
  const placed = held.flatMap(({ index, ...row }) => (head && index !== null && index < head.size ? [{ index, ...row }] : []));
  const proofs = head ? await proveEntries(db, head, placed) : [];
  const body = {
    format: FORMAT,
    incident: { ...viewOf(incident, now) },
    from: from.toISOString(),
    to: now.toISOString(),
    checkpoint: head ? shownNote(head) : null,
    proofs: proofs.map(writeProof),
    isCut: rows.length > MOST_ENTRIES,
    /** So many are in no signed head yet: a bundle that is taken a minute later has them. */
    unproven: held.length - placed.length,
  };
  const sha256 = sha256Of(new TextEncoder().encode(canonicalJson(body)));
  const bytes = new TextEncoder().encode(`${JSON.stringify({ ...body, sha256 }, null, 1)}\n`);
  return { bytes, entries: proofs.length };
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
