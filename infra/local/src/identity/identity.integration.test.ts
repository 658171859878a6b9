import { createHash, randomBytes } from 'node:crypto';
import { expect, inject, test } from 'vitest';
import { demoAccounts } from './demo-accounts.ts';

const { env } = inject('sabha');
const redirectUri = `${env.PUBLIC_URL}/api/auth/callback/oidc`;
const verifier = randomBytes(32).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');

/** A browser as far as this flow needs one: it keeps cookies and follows nothing by itself. */
class Visitor {
  readonly #cookies = new Map<string, string>();

  async go(to: string, form?: Readonly<Record<string, string>>): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const body = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) };
    const answer = await fetch(new URL(to, env.OIDC_ISSUER), { redirect: 'manual', headers: { cookie }, ...body });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    return answer;
  }
}

function authorize(change: Readonly<Record<string, string>> = {}): string {
  const asked = {
    client_id: env.OIDC_CLIENT_ID,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid profile email',
    state: 'a-state',
    nonce: 'a-nonce',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...change,
  };
  return `/auth?${new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== '')).toString()}`;
}

const target = (answer: Response) => answer.headers.get('location') ?? '';

async function codeFor(visitor: Visitor, subject: string): Promise<string> {
  const chooser = target(await visitor.go(authorize()));
  const chosen = await visitor.go(chooser, { account: subject });
  const back = new URL(target(await visitor.go(target(chosen))));
  expect(`${back.origin}${back.pathname}`).toBe(redirectUri);
  expect(back.searchParams.get('state')).toBe('a-state');
  return back.searchParams.get('code') ?? '';
}

async function redeem(code: string, codeVerifier: string): Promise<Response> {
  const basic = Buffer.from(`${env.OIDC_CLIENT_ID}:${env.OIDC_CLIENT_SECRET}`).toString('base64');
  return fetch(`${env.OIDC_ISSUER}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: codeVerifier }),
  });
}

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
}

test.each(demoAccounts)('$name signs in, and the id_token says who it is', async ({ subject, name, email }) => {
  const answer = (await (await redeem(await codeFor(new Visitor(), subject), verifier)).json()) as { id_token: string };
  expect(claimsOf(answer.id_token)).toMatchObject({
    sub: subject,
    name,
    email,
    email_verified: true,
    nonce: 'a-nonce',
    iss: env.OIDC_ISSUER,
  });
});

test('the page lists every demo account and loads nothing from elsewhere', async () => {
  const visitor = new Visitor();
  const html = await (await visitor.go(target(await visitor.go(authorize())))).text();
  for (const { name, subject } of demoAccounts) expect(html).toContain(`value="${subject}">${name}`);
  expect(html).not.toMatch(/(?:src|href|url\()=?["'(]?https?:/);
});

test('a second sign-in asks again who it is', async () => {
  const visitor = new Visitor();
  await codeFor(visitor, 'demo-host');
  expect(target(await visitor.go(authorize()))).toMatch(/^\/interaction\//);
});

test('a code works once, and only with the verifier of its challenge', async () => {
  const code = await codeFor(new Visitor(), 'demo-host');
  expect((await redeem(code, randomBytes(32).toString('base64url'))).status).toBe(400);
  const other = await codeFor(new Visitor(), 'demo-host');
  expect((await redeem(other, verifier)).status).toBe(200);
  expect((await redeem(other, verifier)).status).toBe(400);
});

test('without PKCE the portal is sent back with an error', async () => {
  const answer = await new Visitor().go(authorize({ code_challenge: '', code_challenge_method: '' }));
  expect(new URL(target(answer)).searchParams.get('error')).toBe('invalid_request');
});

test('nobody is sent to another address', async () => {
  const answer = await new Visitor().go(authorize({ redirect_uri: 'http://elsewhere.example/callback' }));
  expect(answer.status).toBe(400);
  expect(await answer.text()).not.toContain('googleapis');
});

test('a stranger cannot finish the sign-in that somebody else began', async () => {
  const chooser = target(await new Visitor().go(authorize()));
  expect((await new Visitor().go(chooser, { account: 'demo-administrator' })).status).toBe(400);
});

test('an account that is not on the list cannot be chosen', async () => {
  const visitor = new Visitor();
  const chooser = target(await visitor.go(authorize()));
  expect((await visitor.go(chooser, { account: 'somebody-else' })).status).toBe(400);
});
