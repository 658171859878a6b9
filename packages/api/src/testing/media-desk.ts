/** The use cases with a media server of their own, whose reports arrive as at the portal; a test may lose or repeat them. */
import { createServer } from 'node:http';
import { livekitMedia } from '@sabha/media/livekit';
import { startTestMediaServer, type TestMediaServer } from '../../../../infra/local/src/testing/test-media-server.ts';
import type { Placement } from '../core/media.ts';
import type { Services } from '../core/services.ts';
import { receiveWebhook, type WebhookOutcome } from '../webhook/receive.ts';
import { type Harness, openHarness } from './harness.ts';

export type Delivery = Readonly<{ body: string; authorization: string | undefined }>;

export type MediaDesk = Readonly<{
  harness: Harness;
  services: Services;
  server: TestMediaServer;
  /** The one node there is, as if the fence had been asked. */
  anyPlace(): Promise<Placement>;
  /** Every report that arrived, in order, taken or lost. */
  deliveries: Delivery[];
  /** Which reports are lost on the way, by a part of their body. */
  lose: { pattern: RegExp | null };
  deliver(delivery: Delivery): Promise<WebhookOutcome>;
  close(): Promise<void>;
}>;

export async function openMediaDesk(): Promise<MediaDesk> {
  const [harness, server] = await Promise.all([openHarness(), startTestMediaServer()]);
  const nodes = { metricsUrl: server.metricsUrl, addresses: ['127.0.0.1'], region: 'laptop' };
  const media = livekitMedia({ ...server, browserUrl: server.url, nodes });
  const services: Services = { ...harness.services, media };
  const deliveries: Delivery[] = [];
  const lose: MediaDesk['lose'] = { pattern: null };
  const underWay = new Set<Promise<WebhookOutcome>>();
  const deliver = (delivery: Delivery) => {
    const outcome = receiveWebhook(services, { ...delivery, requestId: 'webhook' });
    underWay.add(outcome);
    return outcome.finally(() => underWay.delete(outcome));
  };
  const desk = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const delivery = { body: Buffer.concat(chunks).toString('utf8'), authorization: request.headers.authorization };
      deliveries.push(delivery);
      const taken = lose.pattern?.test(delivery.body) ? Promise.resolve('ignored' as const) : deliver(delivery);
      taken.then(
        (outcome) => response.writeHead(outcome === 'refused' ? 401 : 200).end(),
        () => response.writeHead(500).end(),
      );
    });
  });
  await new Promise<void>((resolve) => desk.listen(server.webhookPort, '127.0.0.1', resolve));
  return {
    harness,
    services,
    server,
    async anyPlace() {
      const [node] = (await media.readNodes()).nodes;
      return { nodeId: node?.nodeId ?? '', siteId: 'laptop' } as Placement;
    },
    deliveries,
    lose,
    deliver,
    async close() {
      await server.stop();
      await new Promise((resolve) => desk.close(resolve));
      // A server that was stopped in mid-report hangs up, and what it said is still being written down.
      await Promise.allSettled(underWay);
      await harness.close();
    },
  };
}
