import { mutableText } from '../../../serve/log-file.ts';
import { portalServices } from '../../../trpc/services.ts';

export const dynamic = 'force-dynamic';

/** The verifier keys of the log, a line each: the present one, then those before it. Get them once, and by another way as well. */
export async function GET(): Promise<Response> {
  const { settings } = await portalServices();
  return mutableText(settings.auditVerifiers.map((key) => `${key}\n`).join(''));
}
