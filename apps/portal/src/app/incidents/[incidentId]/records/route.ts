import { incidentFile } from '../../../../request/incident-file.ts';

export const dynamic = 'force-dynamic';

type Address = { params: Promise<{ incidentId: string }> };

export async function GET(_request: Request, { params }: Address): Promise<Response> {
  const { incidentId } = await params;
  return incidentFile(incidentId, 'records');
}
