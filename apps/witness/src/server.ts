import { MOST_REQUEST_BYTES } from '@sabha/audit/witness';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { recordName } from './records.ts';
import type { Answer, Witness } from './witness.ts';

const PATIENCE_MS = 10_000;

/**
 * `POST /add-checkpoint` for logs; `GET /<SHA-256 of the origin in hex>/checkpoint` for whoever
 * compares; `GET /key`, its verifier key; `GET /healthz`.
 */
export function witnessServer(witness: Witness, onError: (error: unknown) => void): Server {
  const server = createServer((request, response) => {
    answer(request).then(
      (said) => tell(response, said),
      (error: unknown) => {
        onError(error);
        tell(response, text(500, 'the witness cannot remember, and cosigns nothing'));
      },
    );
  });
  server.requestTimeout = PATIENCE_MS;
  return server;

  async function answer(request: IncomingMessage): Promise<Answer> {
    if (request.method === 'POST' && request.url === '/add-checkpoint') {
      const body = await bodyOf(request);
      return body === null ? text(413, 'too long for a checkpoint and a proof') : witness.addCheckpoint(body);
    }
    if (request.method !== 'GET') return text(405, 'not here');
    if (request.url === '/healthz') return text(200, 'ok');
    if (request.url === '/key') return text(200, witness.verifier);
    const origin = witness.origins.find((one) => request.url === `/${recordName(one)}/checkpoint`);
    const note = origin === undefined ? null : await witness.lastOf(origin);
    return note === null ? text(404, 'not here') : { status: 200, body: note, contentType: 'text/plain; charset=utf-8' };
  }
}

const text = (status: number, body: string): Answer => ({ status, body: `${body}\n`, contentType: 'text/plain; charset=utf-8' });

function tell(response: ServerResponse, { status, body, contentType }: Answer): void {
  response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' }).end(body);
}

/** Null for one that is too long. */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > MOST_REQUEST_BYTES) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
