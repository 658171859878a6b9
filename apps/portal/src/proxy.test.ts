import { NextRequest } from 'next/server';
import { createServer, type RequestListener } from 'node:http';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';

const settings = {
  NODE_ENV: 'test',
  DATABASE_URL: 'postgres://x',
  LIVEKIT_URL: 'wss://x',
  LIVEKIT_API_URL: 'http://x',
  LIVEKIT_API_KEY: 'x',
  LIVEKIT_API_SECRET: 'x',
  OIDC_CLIENT_ID: 'x',
  OIDC_CLIENT_SECRET: 'x',
  SABHA_AUTH_SECRET: 'x'.repeat(32),
  SABHA_SEAL_KEY: Buffer.alloc(32).toString('base64'),
  SABHA_RESIDENCY_POLICY: '/residency.yaml',
  SABHA_RESIDENCY_VERIFIER: 'x+1+x',
  SABHA_RECEIPT_VERIFIER: 'x',
  SABHA_AUDIT_VERIFIER: 'x',
};
afterEach(() => void vi.unstubAllEnvs());

/** A provider that says of itself whatever `answer` says. */
async function provider(answer: (issuer: string) => RequestListener): Promise<string> {
  const server = createServer((request, response) => answer(issuer)(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const issuer = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return issuer;
}

const telling =
  (authorization: string) =>
  (issuer: string): RequestListener =>
  (_request, response) => {
    const endpoints = { authorization_endpoint: authorization, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks` };
    response.end(JSON.stringify({ issuer, ...endpoints }));
  };

/** Where forms of that page may lead. The portal reads its settings once: hence anew. */
async function formsOf(path: string, env: Readonly<Record<string, string>>): Promise<string | undefined> {
  vi.resetModules();
  for (const [name, value] of Object.entries({ ...settings, ...env })) vi.stubEnv(name, value);
  const { proxy } = await import('./proxy.ts');
  const answer = await proxy(new NextRequest(`http://localhost:3000${path}`));
  const policy = answer.headers.get('content-security-policy') ?? '';
  return policy.split('; ').find((line) => line.startsWith('form-action'));
}

test('the sign-in form may be led where the provider says it asks people, which is not where it is asked itself', async () => {
  const OIDC_ISSUER = await provider(telling('https://login.example.in/authorize'));
  expect(await formsOf('/sign-in', { OIDC_ISSUER })).toBe(`form-action 'self' ${OIDC_ISSUER} https://login.example.in`);
});

test('or where the settings say so', async () => {
  const endpoints = {
    OIDC_ISSUER: 'https://id.example.in',
    OIDC_AUTHORIZATION_ENDPOINT: 'https://login.example.in/authorize',
    OIDC_TOKEN_ENDPOINT: 'https://id.example.in/token',
    OIDC_JWKS_URI: 'https://id.example.in/jwks',
  };
  expect(await formsOf('/sign-in', endpoints)).toBe("form-action 'self' https://id.example.in https://login.example.in");
});

test('a provider that does not answer holds the page up for a moment only', async () => {
  const OIDC_ISSUER = await provider(() => () => undefined);
  const since = performance.now();
  expect(await formsOf('/sign-in', { OIDC_ISSUER })).toBe(`form-action 'self' ${OIDC_ISSUER}`);
  expect(performance.now() - since).toBeLessThan(4_000);
});

test('no other page has a form that leads away, or asks the provider', async () => {
  let asked = 0;
  const OIDC_ISSUER = await provider(() => (_request, response) => void response.end(String(++asked)));
  expect(await formsOf('/j/k7m-4qtx-9hb', { OIDC_ISSUER })).toBe("form-action 'self'");
  expect(asked).toBe(0);
});
