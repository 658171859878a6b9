import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import { loopback } from '../instance/ports.ts';
import { demoAccounts } from './demo-accounts.ts';
import { chooserPage, page } from './page.ts';
import { makeProvider } from './provider.ts';
import { identitySettings } from './settings.ts';
import { signingKey } from './signing-key.ts';

const settings = identitySettings(process.env);
const provider = makeProvider(settings, await signingKey(settings.keyFile));
const protocol = provider.callback();

provider.on('server_error', (_context, error) => console.error(error));

createServer((request, response) => {
  route(request, response).catch((error: unknown) => {
    console.error(error);
    sendPage(response, 400, page('Sign-in expired', '<h1>Sign-in expired</h1><p>Go back to the portal and begin again.</p>'));
  });
}).listen(settings.port, loopback, () =>
  console.log(`identity provider ${settings.issuer} listens on ${loopback}:${settings.port}`),
);

async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? '/', settings.issuer).pathname;
  if (path === '/healthz') {
    send(response, { status: 200, type: 'text/plain', body: 'ok' });
    return;
  }
  const uid = /^\/interaction\/([\w-]{1,64})$/.exec(path)?.[1];
  if (uid === undefined) {
    await protocol(request, response);
    return;
  }
  // Throws unless the browser holds the cookie of this very interaction.
  await provider.interactionDetails(request, response);
  if (request.method === 'POST') return choose(provider, request, response);
  sendPage(response, 200, chooserPage(uid));
}

async function choose(to: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chosen = new URLSearchParams(await bodyOf(request)).get('account');
  if (!demoAccounts.some(({ subject }) => subject === chosen) || chosen === null) throw new Error('no such demo account');
  await to.interactionFinished(request, response, { login: { accountId: chosen } }, { mergeWithLastSubmission: false });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > 4096) throw new Error('the form is too long');
  }
  return body;
}

function sendPage(response: ServerResponse, status: number, html: string): void {
  response.setHeader(
    'content-security-policy',
    `default-src 'none'; style-src 'unsafe-inline'; form-action 'self' ${settings.portal}; frame-ancestors 'none'`,
  );
  send(response, { status, type: 'text/html; charset=utf-8', body: html });
}

type Answer = Readonly<{ status: number; type: string; body: string }>;

function send(response: ServerResponse, { status, type, body }: Answer): void {
  response
    .writeHead(status, { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    .end(body);
}
