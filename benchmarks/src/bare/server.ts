import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, constants } from 'node:zlib';
import type { BarePage } from './bundle.ts';

export type BareSite = Readonly<{ origin: string; scriptBytes: number; close(): Promise<void> }>;

type File = Readonly<{ type: string; cache: string; body: Buffer }>;

/** The same kind of server as the portal's: Node's, HTTP/1.1 on loopback, brotli made ready at its best. */
export async function serveBarePage(page: BarePage, port = 0): Promise<BareSite> {
  const script: File = { type: 'text/javascript', cache: 'public, max-age=31536000, immutable', body: brotli(page.script) };
  const files: Readonly<Record<string, File>> = {
    '/': { type: 'text/html; charset=utf-8', cache: 'private, no-store', body: brotli(Buffer.from(page.html)) },
    '/bare.js': script,
  };
  const server = createServer((request, response) => {
    const file = files[request.url?.split('?')[0] ?? ''];
    if (file === undefined) return void response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': file.type,
      'content-encoding': 'br',
      'content-length': file.body.length,
      'cache-control': file.cache,
    });
    response.end(file.body);
  });
  await listen(server, port);
  const { port: taken } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${taken}`,
    scriptBytes: script.body.length,
    close: () => new Promise((done) => server.close(() => done()).closeAllConnections()),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

function brotli(bytes: Uint8Array): Buffer {
  return brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
}
