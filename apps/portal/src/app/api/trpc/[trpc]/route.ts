import { noteDenial } from '@sabha/api/core/denial';
import type { ErrorData } from '@sabha/api/core/trpc';
import { appRouter } from '@sabha/api/root';
import { SabhaError } from '@sabha/domain/errors';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { portalEnv } from '../../../../env.ts';
import { guarded } from '../../../../request/guarded.ts';
import { isSameOrigin } from '../../../../request/same-origin.ts';
import { createContext } from '../../../../trpc/context.ts';
import { surfaceOfFetch } from '../../../../trpc/surface.ts';

export const dynamic = 'force-dynamic';

const handle = (request: Request): Promise<Response> =>
  guarded(
    request,
    async () => {
      if (!isWelcome(request)) return refuseStranger(request);
      const headers = new Headers({ 'cache-control': 'no-store' });
      const context = await createContext(surfaceOfFetch(request, headers));
      const answer = await fetchRequestHandler({
        endpoint: '/api/trpc',
        req: request,
        router: appRouter,
        allowBatching: false,
        createContext: () => context,
      });
      for (const [name, value] of headers) answer.headers.append(name, value);
      return answer;
    },
    (id) => refusal({ code: 'internal', id, evidence: {} }, 503),
  );

/** From a page of ours alone. A change comes as JSON, which a form of another site cannot send; a question is asked by our own script. */
function isWelcome(request: Request): boolean {
  const header = (name: string) => request.headers.get(name);
  if (request.method === 'GET') return header('sec-fetch-site') === null || isSameOrigin(header, portalEnv().PUBLIC_URL);
  return /^application\/json\b/i.test(header('content-type') ?? '') && isSameOrigin(header, portalEnv().PUBLIC_URL);
}

/** Kept in the trail: somebody's visitors were made to ask. */
async function refuseStranger(request: Request): Promise<Response> {
  const context = await createContext(surfaceOfFetch(request, new Headers()));
  const asked = new URL(request.url).pathname.split('/').at(-1) ?? '';
  const action = Object.hasOwn(appRouter._def.procedures, asked) ? asked : 'unknown';
  await noteDenial(context, new SabhaError('not_allowed'), { action, reason: 'cross_origin' });
  return refusal({ code: 'not_allowed', id: context.requestId, evidence: {} }, 403);
}

/** In the form in which tRPC's own errors come. */
function refusal(data: ErrorData, status: number): Response {
  const error = { code: status === 403 ? -32003 : -32603, message: data.code, data };
  return Response.json({ error }, { status, headers: { 'cache-control': 'no-store' } });
}

export { handle as GET, handle as POST };
