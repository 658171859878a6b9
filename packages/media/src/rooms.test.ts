import { SabhaError } from '@sabha/domain/errors';
import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { livekitMedia } from './livekit.ts';

const at = (apiUrl: string) =>
  livekitMedia({
    apiUrl,
    browserUrl: 'ws://media.example',
    apiKey: 'key',
    apiSecret: 's'.repeat(32),
    nodes: { metricsUrl: `${apiUrl}/metrics`, addresses: ['127.0.0.1'], region: null },
  });
const unavailable = new SabhaError('media_unavailable');
const grant = { canSubscribe: true, canPublish: false, canPublishSources: [], canPublishData: false, hidden: true };

/** A server that answers as told, and remembers what it was asked. */
async function startServer(status: number, body: string) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return { media: at(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`), asked };
}

it('says so when nobody answers', async () => {
  const media = at('http://127.0.0.1:1');
  const calls = [
    media.openRoom('m', { nodeId: 'ND_a' }),
    media.closeRoom('m'),
    media.evict('m', 'i'),
    media.mute('m', 'i', 'camera'),
    media.setGrant('m', 'i', grant),
    media.listParticipants('m'),
    media.listRooms(),
  ];
  for (const call of calls) await expect(call).rejects.toEqual(unavailable);
  expect(await media.isHealthy()).toBe(false);
  expect(await media.readNodes()).toMatchObject({ nodes: [], problem: expect.any(String) as string });
});

it('takes what is gone already for done', async () => {
  const { media } = await startServer(404, '{"code":"not_found","msg":"participant does not exist"}');
  await media.closeRoom('m');
  await media.evict('m', 'i');
  await media.setGrant('m', 'i', grant);
  expect(await media.mute('m', 'i', 'microphone')).toBe(false);
});

it('does not take a room whose node is gone for opened', async () => {
  const { media } = await startServer(404, '{"code":"not_found","msg":"could not find object"}');
  await expect(media.openRoom('m', { nodeId: 'ND_gone' })).rejects.toEqual(unavailable);
});

it('does not take another refusal for done', async () => {
  const { media } = await startServer(401, '{"code":"unauthenticated","msg":"no"}');
  await expect(media.evict('m', 'i')).rejects.toEqual(unavailable);
});

it('asks no other region when this one fails', async () => {
  const { media, asked } = await startServer(503, '{}');
  await expect(media.closeRoom('m')).rejects.toEqual(unavailable);
  expect(asked).toEqual(['/twirp/livekit.RoomService/DeleteRoom']);
});
