import { seed } from '@sabha/api/seed/seed';
import { type Harness, openHarness } from '@sabha/api/testing/harness';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { PortalEnv } from '../env.ts';
import { TestBrowser } from './testing/browser.ts';
import { type HostileProvider, type Misbehaviour, openHostileProvider } from './testing/hostile-provider.ts';
import { testPortalEnv } from './testing/portal-env.ts';

let harness: Harness;
let provider: HostileProvider;
let env: PortalEnv;

const asha = 'asha.verma@demo.sabha.localhost';
const verified = { email: asha, email_verified: true, name: 'Asha' };
const ago = (seconds: number) => Math.floor(Date.now() / 1000) - seconds;

beforeAll(async () => {
  harness = await openHarness();
  await seed(harness.services);
  const usual = testPortalEnv();
  provider = await openHostileProvider({ id: usual.OIDC_CLIENT_ID, secret: usual.OIDC_CLIENT_SECRET });
  env = { ...usual, OIDC_ISSUER: provider.issuer };
});
afterAll(async () => {
  await provider.close();
  await harness.close();
});
beforeEach(async () => {
  await harness.owner`delete from accounts`;
});

async function signIn(
  how: Misbehaviour,
  more: Partial<PortalEnv> = {},
): Promise<{ error: string | null; session: string | undefined }> {
  provider.behave(how);
  const browser = new TestBrowser(harness, { ...env, ...more });
  const outcome = await browser.signIn('anybody');
  return { error: new URL(outcome?.location ?? '', env.PUBLIC_URL).searchParams.get('error'), session: browser.session };
}

it('signs in whom it vouches for in the right way', async () => {
  const { error, session } = await signIn({ claims: verified });
  expect(error).toBeNull();
  expect(session).toBeDefined();
});

it('reads from userinfo what the token leaves out, of the same subject alone', async () => {
  expect((await signIn({ userinfo: verified })).session).toBeDefined();
  expect(await signIn({ userinfo: { ...verified, sub: 'somebody-else' } })).toEqual({
    error: 'provider_failed',
    session: undefined,
  });
});

it('lets userinfo override nothing that was signed', async () => {
  const { error } = await signIn({ claims: { ...verified, email_verified: false }, userinfo: { email_verified: true } });
  expect(error).toBe('no_membership');
});

it.each([
  ['signed by nobody', { sign: 'none' }],
  ['signed by another key', { sign: 'other key' }],
  ['signed with the public key as a secret', { sign: 'hs256 with the public key' }],
  ['signed with the client secret, by an algorithm we did not ask for', { sign: 'hs256 with the client secret' }],
  ['with garbage for a signature', { sign: 'garbage' }],
  ['with a key of its own choice', { sign: 'other key', header: { kid: 'k2' } }],
  ['with another algorithm in its header', { header: { alg: 'RS512' } }],
  ['for another nonce', { claims: { nonce: 'x' } }],
  ['without a nonce', { claims: { nonce: undefined } }],
  ['of yesterday', { claims: { iat: ago(90_000), exp: ago(86_400) } }],
  ['without an end', { claims: { exp: undefined } }],
  ['of another issuer', { claims: { iss: 'https://evil.example' } }],
  ['for another client', { claims: { aud: 'another' } }],
  ['for several clients, another of them in charge', { claims: { aud: ['another'], azp: 'another' } }],
  ['without a subject', { claims: { sub: undefined } }],
] as [string, Misbehaviour][])('refuses a token %s', async (_, how) => {
  const claims = { ...verified, ...how.claims };
  expect(await signIn({ ...how, claims })).toEqual({ error: 'provider_failed', session: undefined });
});

it.each([
  ['says that it is not', false],
  ['says nothing', undefined],
  ['says so in words', 'true'],
  ['says so in a number', 1],
])('links no person to an address when the provider %s verified it', async (_, email_verified) => {
  expect(await signIn({ claims: { ...verified, email_verified } })).toEqual({ error: 'no_membership', session: undefined });
  expect(await harness.owner`select * from accounts`).toHaveLength(0);
});

it('tells two providers with one subject apart', async () => {
  await signIn({ claims: verified });
  await harness.owner`update accounts set provider = 'https://before.example'`;
  expect((await signIn({ claims: { email: 'rahul.nair@demo.sabha.localhost', email_verified: true } })).session).toBeDefined();
  const rows = await harness.owner`select a.provider, p.email from accounts a join people p on p.id = a.person_id order by 1`;
  expect(rows).toMatchObject([{ email: 'rahul.nair@demo.sabha.localhost' }, { email: asha }]);
});

it('reads the claims that its configuration names', async () => {
  const claims = { loginId: 'L-1', userName: 'Asha', mail: asha, email_verified: true };
  const named = { OIDC_CLAIM_SUBJECT: 'loginId', OIDC_CLAIM_NAME: 'userName', OIDC_CLAIM_EMAIL: 'mail' };
  expect((await signIn({ claims }, named)).session).toBeDefined();
  expect(await harness.owner`select subject from accounts`).toMatchObject([{ subject: 'L-1' }]);
});

it('writes no token, code or claim into the log', () => {
  const log = harness.logged.join();
  for (const secret of ['eyJ', asha, 'subject-1', 'access_token']) expect(log).not.toContain(secret);
  expect(log).toContain('OAUTH_CALLBACK_ERROR');
});

it('says that the provider is away, and lets nobody in', async () => {
  const browser = new TestBrowser(harness, { ...env, OIDC_ISSUER: 'http://127.0.0.1:9' });
  expect((await browser.send('signin/oidc'))?.location).toContain('error=provider_failed');
});
