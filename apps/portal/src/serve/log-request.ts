import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';

/** One line per answer. The path only: queries carry inputs and one-time tokens. */
export function logRequest(
  log: Logger,
  { requestId }: Readonly<{ requestId: string }>,
  { request, response }: Readonly<{ request: IncomingMessage; response: ServerResponse }>,
): void {
  const began = performance.now();
  const path = (request.url ?? '').split(/[?#]/, 1)[0] ?? '';
  if (path.startsWith('/_next/static/')) return;
  response.on('close', () => {
    const status = response.statusCode;
    const line = { requestId, method: request.method, path, status, ms: Math.round(performance.now() - began) };
    if (status >= 500) log.error(line, 'answered');
    else if (path === '/healthz' || path === '/readyz') log.debug(line, 'answered');
    else log.info(line, response.writableFinished ? 'answered' : 'broken off');
  });
}
