/**
 * `POST /api/join`: link and name to a token, in one request that goes past Next.js. The procedure is `join.andWatch`, with the
 * same checks, limits and entries as by /api/trpc; what is spared is the way there, which costs more than the work.
 */
import { noteDenial } from '@sabha/api/core/denial';
import { errorData } from '@sabha/api/core/trpc';
import { createCaller } from '@sabha/api/root';
import { SabhaError } from '@sabha/domain/errors';
import type { Watching } from '@sabha/domain/meeting/room-contract';
import { TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { portalEnv } from '../env.ts';
import { isSameOrigin } from '../request/same-origin.ts';
import { createContext } from '../trpc/context.ts';
import { portalLog } from '../trpc/services.ts';
import { surfaceOfNode } from '../trpc/surface.ts';
import { REQUEST_ID_HEADER } from '../request/internal-headers.ts';
import { offer } from './join-offer.ts';
import { securityHeaders } from './security-headers.ts';

/** A code and a name of 80 characters, in any script and however escaped, stay far below. */
export const MAX_BODY = 4096;

export const offerJoin = (): void => offer(answerJoin);

export async function answerJoin(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const id = String(request.headers[REQUEST_ID_HEADER] ?? crypto.randomUUID());
  for (const { key, value } of securityHeaders) response.setHeader(key, value);
  response.setHeader('cache-control', 'no-store');
  try {
    send(response, 200, { result: { data: await join(request, response) } });
  } catch (error) {
    if (error instanceof TRPCError) {
      refuse(response, error, id);
    } else if (!request.complete) {
      response.destroy(); // they hung up before they had said what they wanted
    } else {
      portalLog().error({ err: error, requestId: id, path: '/api/join' }, 'request failed');
      refuse(response, new TRPCError({ code: 'SERVICE_UNAVAILABLE', cause: new SabhaError('internal') }), id);
    }
  }
}

async function join(request: IncomingMessage, response: ServerResponse): Promise<Watching> {
  if (request.method !== 'POST') {
    response.setHeader('allow', 'POST');
    throw new TRPCError({ code: 'METHOD_NOT_SUPPORTED' });
  }
  if (!isWelcome(request)) return refuseStranger(request, response);
  const text = await readBody(request);
  if (text === null) {
    response.setHeader('connection', 'close');
    throw new TRPCError({ code: 'PAYLOAD_TOO_LARGE', cause: new SabhaError('bad_input') });
  }
  const server = createCaller(await createContext(surfaceOfNode(request, response)));
  return server.join.andWatch(parse(text) as JoinInput);
}

/** Its shape is the procedure's to judge. */
type JoinInput = Parameters<ReturnType<typeof createCaller>['join']['andWatch']>[0];

/** From a page of ours alone, as JSON, which a form of another site cannot send. */
function isWelcome({ headers }: IncomingMessage): boolean {
  const header = (name: string) => (headers[name] === undefined ? null : String(headers[name]));
  return /^application\/json\b/i.test(header('content-type') ?? '') && isSameOrigin(header, portalEnv().PUBLIC_URL);
}

/** Kept in the trail, as by /api/trpc. */
async function refuseStranger(request: IncomingMessage, response: ServerResponse): Promise<never> {
  const context = await createContext(surfaceOfNode(request, response));
  const refused = new SabhaError('not_allowed');
  await noteDenial(context, refused, { action: 'join.andWatch', reason: 'cross_origin' });
  throw new TRPCError({ code: 'FORBIDDEN', cause: refused });
}

/** Null when it is longer than anything that could be meant: no more of it is read. Rejects when it breaks off. */
function readBody(request: IncomingMessage): Promise<string | null> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    request.on('data', (part: Buffer) => {
      length += part.length;
      if (length > MAX_BODY) resolve(null);
      else parts.push(part);
    });
    request.on('end', () => resolve(Buffer.concat(parts).toString('utf8')));
    request.on('error', reject);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new TRPCError({ code: 'PARSE_ERROR', cause });
  }
}

/** In the form in which tRPC answers, so that a client reads both alike. */
function refuse(response: ServerResponse, error: TRPCError, id: string): void {
  const data = errorData(error, id);
  const code = TRPC_ERROR_CODES_BY_KEY[error.code];
  send(response, getHTTPStatusCodeFromError(error), { error: { code, message: data.code, data } });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
}
