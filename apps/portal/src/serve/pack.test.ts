import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerPacked } from './pack.ts';

const script = 'globalThis.answer = 42;'.repeat(100);
const event = 'data: hello\n\n'.repeat(100);
let folder = '';
let origin = '';
const server = createServer((request, response) => {
  const type = request.url === '/events' ? 'text/event-stream' : 'text/html';
  answerPacked((_request, answer) => void answer.writeHead(200, { 'content-type': type }).end(event), folder)(request, response);
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sabha-static-'));
  await writeFile(join(folder, 'a.js'), script);
  await writeFile(join(folder, 'a.js.br'), brotliCompressSync(script));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

const get = (path: string) => fetch(`${origin}${path}`, { headers: { 'accept-encoding': 'br' } });

test('a file of the build comes as it was packed, for a year, and is never taken for something else', async () => {
  const response = await get('/_next/static/a.js');
  expect(await response.text()).toBe(script);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-encoding': 'br',
    'cache-control': 'public,max-age=31536000,immutable',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  });
});

test.each(['/_next/static/b.js', '/_next/static/%2e%2e%2fpack.ts'])('%s is not there', async (path) => {
  expect((await get(path)).status).toBe(404);
});

test('a page is packed on its way out, a stream of events is not held back', async () => {
  expect((await get('/')).headers.get('content-encoding')).toBe('br');
  expect((await get('/events')).headers.get('content-encoding')).toBeNull();
});
