import { readReadiness } from '@sabha/api/core/readiness';
import { isProviderThere } from '../../auth/provider-endpoints.ts';
import { portalEnv } from '../../env.ts';
import { portalServices } from '../../trpc/services.ts';

export const dynamic = 'force-dynamic';

/** Readiness, part by part. 503 only when nothing can be served: a lost mail queue must not take the pages away too. */
export async function GET(): Promise<Response> {
  const down = { status: 'down', parts: { database: 'down' } } as const;
  const readiness = await portalServices().then(
    (services) => readReadiness(services, () => isProviderThere(portalEnv())),
    () => down,
  );
  const status = readiness.status === 'down' ? 503 : 200;
  return Response.json(readiness, { status, headers: { 'cache-control': 'no-store' } });
}
