import type { Instrumentation } from 'next';
import { REQUEST_ID_HEADER } from './request/internal-headers.ts';

/** Once, when the process starts, before it answers anything. */
export async function register(): Promise<void> {
  const { offerJoin } = await import('./serve/answer-join.ts');
  offerJoin();
}

/** What a page throws while it is made: logged under the request's id and the digest that its error page shows. */
export const onRequestError: Instrumentation.onRequestError = async (err, { path, headers }, { routePath, routeType }) => {
  const { portalLog } = await import('./trpc/services.ts');
  const digest = typeof err === 'object' && err !== null && 'digest' in err ? String(err.digest) : undefined;
  const [pathname] = path.split('?');
  portalLog().error({ err, requestId: headers[REQUEST_ID_HEADER], digest, path: pathname, routePath, routeType }, 'page failed');
};
