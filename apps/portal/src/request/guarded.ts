import { portalLog } from '../trpc/services.ts';
import { REQUEST_ID_HEADER } from './internal-headers.ts';

/** The id under which the log has this request, whatever becomes of it. */
export const requestIdOf = (request: Request): string => request.headers.get(REQUEST_ID_HEADER) ?? crypto.randomUUID();

/**
 * Runs a route. What nobody foresaw, a database that is away above all, is logged under the request's id and becomes
 * `otherwise`, which tells the person that id: never Next.js's bare page without a word.
 */
export async function guarded(
  request: Request,
  run: (requestId: string) => Promise<Response>,
  otherwise: (requestId: string) => Response,
): Promise<Response> {
  const requestId = requestIdOf(request);
  try {
    return await run(requestId);
  } catch (err) {
    portalLog().error({ err, requestId, path: new URL(request.url).pathname }, 'request failed');
    return otherwise(requestId);
  }
}
