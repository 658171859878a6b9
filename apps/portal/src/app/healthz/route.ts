export const dynamic = 'force-dynamic';

/** Liveness: the process answers. Says nothing of the parts it needs, or a lost database would have it restarted. */
export function GET(): Response {
  return Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } });
}
