import compression from 'compression';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { constants } from 'node:zlib';
import sirv from 'sirv';

const YEAR = 365 * 24 * 60 * 60;
const STATIC = '/_next/static/';

/** Quality 5: nearly as small as 11 for pages of this size, in a hundredth of the time. */
const pack = compression({
  threshold: 512,
  brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: 20 } },
  filter: (request, response) => {
    // Each event must leave at once; a packer would hold it back until its window is full.
    if (String(response.getHeader('content-type') ?? '').startsWith('text/event-stream')) return false;
    return compression.filter(request, response);
  },
});

/** @param staticFolder where the hashed files lie beside their `.br`; null while developing, when Next.js makes them. */
export function answerPacked(handle: RequestListener, staticFolder: string | null): RequestListener {
  const files =
    staticFolder === null
      ? null
      : sirv(staticFolder, { brotli: true, immutable: true, maxAge: YEAR, etag: true, setHeaders: asOnPages });
  return (request, response) => {
    if (files && request.url?.startsWith(STATIC)) return serveFile(files, request, response);
    type Packed = Parameters<typeof pack>;
    pack(request as Packed[0], response as Packed[1], () => {
      handle(request, response);
    });
  };
}

/** Next.js sets these on what it answers itself (next.config.ts); files go past it. */
function asOnPages(response: ServerResponse): void {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
}

/** The address without its prefix, as the folder is laid out. */
function serveFile(files: ReturnType<typeof sirv>, request: IncomingMessage, response: ServerResponse): void {
  request.url = request.url?.slice(STATIC.length - 1) ?? '/';
  files(request, response, () => void response.writeHead(404, { 'cache-control': 'no-store' }).end());
}
