import 'server-only';
import type { BundleForm } from '@sabha/domain/incident/contract';
import { notFound } from 'next/navigation';
import { serverApi } from '../trpc/server.ts';
import { ownFile } from './own-file.ts';
import { isUuid } from './uuid.ts';

const files = {
  report: { type: 'application/pdf', ending: 'pdf' },
  records: { type: 'application/json', ending: 'json' },
} as const satisfies Readonly<Record<BundleForm, unknown>>;

/** What goes to CERT-In, as a file. */
export async function incidentFile(incidentId: string, form: BundleForm): Promise<Response> {
  if (!isUuid(incidentId)) notFound();
  const { type, ending } = files[form];
  return ownFile({ name: `sabha-incident-${incidentId}.${ending}`, type }, async () => {
    const { content } = await (await serverApi()).incident.bundle({ incidentId, form });
    return Buffer.from(content, 'base64');
  });
}
