import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BlockList } from 'node:net';
import { clientAddress, isTrustedPeer } from '../request/client-address.ts';
import { ADDRESS_HEADER, REQUEST_ID_HEADER } from '../request/internal-headers.ts';

/** Forms and JSON of ours stay far below; nothing is uploaded. */
const MAX_BODY = 1024 * 1024;
const forwarded = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'forwarded'];

export type Admitted = Readonly<{ requestId: string; isRefused: boolean }>;

/** Puts our own word in place of what a client says about itself, and turns away what is too big to read. */
export function admitRequest(request: IncomingMessage, response: ServerResponse, trusted: BlockList): Admitted {
  const { headers, socket } = request;
  const requestId = crypto.randomUUID();
  const forwardedFor = headers['x-forwarded-for'];
  const address = clientAddress(socket.remoteAddress, String(forwardedFor ?? ''), trusted);
  if (!isTrustedPeer(socket.remoteAddress, trusted)) {
    for (const name of forwarded) Reflect.deleteProperty(headers, name);
  }
  headers[ADDRESS_HEADER] = address;
  headers[REQUEST_ID_HEADER] = requestId;
  response.setHeader(REQUEST_ID_HEADER, requestId);
  const status = refusal(request);
  if (status !== null) response.writeHead(status, { connection: 'close' }).end();
  return { requestId, isRefused: status !== null };
}

function refusal({ headers }: IncomingMessage): number | null {
  // No browser and no webhook of ours sends a body without its length; what has none could go on for ever.
  if (headers['transfer-encoding'] !== undefined) return 411;
  return Number(headers['content-length'] ?? 0) > MAX_BODY ? 413 : null;
}
