import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { loopback } from '../instance/ports.ts';
import type { Mailbox } from './mailbox.ts';
import { framedHtml, listPage, messagePage } from './page.ts';

const nothingFromElsewhere =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; frame-ancestors 'self'";

type Answer = Readonly<{ status: number; type: string; body: string | Buffer }>;
const notFound: Answer = { status: 404, type: 'text/plain', body: 'not found' };

/** The inbox for people, and the same as JSON for tests. */
export function serveMailbox(port: number, mailbox: Mailbox): Promise<void> {
  const server = createServer((request, response) => {
    answer(request, mailbox)
      .catch((error: unknown): Answer => {
        console.error(error);
        return { status: 500, type: 'text/plain', body: 'failed; the log says why' };
      })
      .then((reply) => send(response, reply), console.error);
  });
  return new Promise((resolve) => server.listen(port, loopback, resolve));
}

async function answer(request: IncomingMessage, mailbox: Mailbox): Promise<Answer> {
  const url = new URL(request.url ?? '/', `http://${loopback}`);
  if (request.method === 'DELETE' && url.pathname === '/api/messages') {
    await mailbox.clear();
    return { status: 204, type: 'text/plain', body: '' };
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return { status: 405, type: 'text/plain', body: 'read only' };
  if (url.pathname === '/healthz') return { status: 200, type: 'text/plain', body: 'ok' };
  if (url.pathname === '/') return html(listPage(await mailbox.list()));
  if (url.pathname === '/api/messages') return json(await matching(mailbox, url.searchParams.get('to')));
  return ofMessage(url.pathname, mailbox);
}

async function matching(mailbox: Mailbox, to: string | null) {
  const messages = await mailbox.list();
  return to === null
    ? messages
    : messages.filter((message) => message.to.some((address) => address.toLowerCase() === to.toLowerCase()));
}

async function ofMessage(path: string, mailbox: Mailbox): Promise<Answer> {
  const [, api, id = '', view = '', index = ''] =
    /^(\/api)?\/messages\/([\w-]+)(?:\/(html|raw|attachments))?(?:\/(\d+))?$/.exec(path) ?? [];
  const message = await mailbox.read(id);
  if (message === undefined) return notFound;
  if (view === 'raw') return { status: 200, type: 'text/plain; charset=utf-8', body: (await mailbox.raw(id)) ?? '' };
  if (view === 'html') return message.html === null ? notFound : html(framedHtml(message.html));
  if (view === 'attachments') {
    const found = await mailbox.attachment(id, Number(index));
    return found === undefined ? notFound : { status: 200, type: found.contentType, body: found.content };
  }
  return api === undefined ? html(messagePage(message)) : json(message);
}

function html(body: string): Answer {
  return { status: 200, type: 'text/html; charset=utf-8', body };
}

function json(value: unknown): Answer {
  return { status: 200, type: 'application/json; charset=utf-8', body: JSON.stringify(value) };
}

function send(response: ServerResponse, { status, type, body }: Answer): void {
  response
    .writeHead(status, {
      'content-type': type,
      'content-security-policy': nothingFromElsewhere,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    })
    .end(body);
}
