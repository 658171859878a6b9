import { receiveWebhook } from '@sabha/api/webhook/receive';
import { REQUEST_ID_HEADER } from '../../../../request/internal-headers.ts';
import { portalServices } from '../../../../trpc/services.ts';

export const dynamic = 'force-dynamic';

/** What the media server reports. The body goes on byte for byte: its hash is what the server has signed. */
export async function POST(request: Request): Promise<Response> {
  const services = await portalServices();
  const requestId = request.headers.get(REQUEST_ID_HEADER) ?? crypto.randomUUID();
  const authorization = request.headers.get('authorization') ?? undefined;
  try {
    const outcome = await receiveWebhook(services, { body: await request.text(), authorization, requestId });
    return new Response(null, { status: outcome === 'refused' ? 401 : 204 });
  } catch (err) {
    services.log.error({ err, requestId }, 'webhook not handled');
    return new Response(null, { status: 503 }); // the media server sends it again
  }
}
