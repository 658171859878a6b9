import 'server-only';
import type { BundleForm } from '@sabha/domain/incident/contract';
import { notFound } from 'next/navigation';
import { serverApi } from '../trpc/server.ts';
import { attempt } from './member-page.ts';
import { isUuid } from './uuid.ts';

const files = {
  report: { type: 'application/pdf', ending: 'pdf' },
  records: { type: 'application/json', ending: 'json' },
} as const satisfies Readonly<Record<BundleForm, unknown>>;

/** What goes to CERT-In, as a file. Whoever may not have it is told of nothing. */
export async function incidentFile(incidentId: string, form: BundleForm): Promise<Response> {
  if (!isUuid(incidentId)) notFound();
  const taken = await attempt(async () => (await serverApi()).incident.bundle({ incidentId, form }));
  if (!taken.ok) notFound();
  const { type, ending } = files[form];
  return new Response(Buffer.from(taken.value.content, 'base64'), {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="sabha-incident-${incidentId}.${ending}"`,
      'cache-control': 'private, no-store',
    },
  });
}
