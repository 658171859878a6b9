import { noteDenial } from '@sabha/api/core/denial';
import type { ErrorData } from '@sabha/api/core/trpc';
import { appRouter } from '@sabha/api/root';
import { SabhaError } from '@sabha/domain/errors';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { portalEnv } from '../../../../env.ts';
import { isSameOrigin } from '../../../../request/same-origin.ts';
import { createContext } from '../../../../trpc/context.ts';
import { surfaceOfFetch } from '../../../../trpc/surface.ts';

export const dynamic = 'force-dynamic';

async function handle(request: Request): Promise<Response> {
  if (request.method === 'POST' && !mayChange(request)) return refuse(request);
  const answer = await fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    allowBatching: false,
    createContext: ({ req, resHeaders }) => createContext(surfaceOfFetch(req, resHeaders)),
  });
  answer.headers.set('cache-control', 'no-store');
  return answer;
}

/** JSON from a page of ours: a form of another site can send neither. */
function mayChange(request: Request): boolean {
  const type = request.headers.get('content-type') ?? '';
  return /^application\/json\b/i.test(type) && isSameOrigin((name) => request.headers.get(name), portalEnv().PUBLIC_URL);
}

async function refuse(request: Request): Promise<Response> {
  const context = await createContext(surfaceOfFetch(request, new Headers()));
  const asked = new URL(request.url).pathname.split('/').at(-1) ?? '';
  const action = Object.hasOwn(appRouter._def.procedures, asked) ? asked : 'unknown';
  await noteDenial(context, new SabhaError('not_allowed'), { action, reason: 'cross_origin' });
  const data: ErrorData = { code: 'not_allowed', id: context.requestId, evidence: {} };
  const error = { code: -32003, message: data.code, data };
  return Response.json({ error }, { status: 403, headers: { 'cache-control': 'no-store' } });
}

export { handle as GET, handle as POST };
