import { seed } from '@sabha/api/seed/seed';
import { type Harness, openHarness } from '@sabha/api/testing/harness';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import type { PortalEnv } from '../env.ts';
import { TestBrowser } from './testing/browser.ts';
import { type HostileProvider, type Misbehaviour, openHostileProvider } from './testing/hostile-provider.ts';
import { testPortalEnv } from './testing/portal-env.ts';

let harness: Harness;
let provider: HostileProvider;
let env: PortalEnv;

const asha = 'asha.verma@demo.sabha.localhost';
const verified = { email: asha, email_verified: true, name: 'Asha' };
const mailClaim = { OIDC_CLAIM_SUBJECT: 'loginId', OIDC_CLAIM_NAME: 'userName', OIDC_CLAIM_EMAIL: 'mail' };
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
  const claims = { loginId: 'L-1', userName: 'Asha', mail: asha, mailChecked: true };
  const named = { ...mailClaim, OIDC_CLAIM_EMAIL_VERIFIED: 'mailChecked' };
  expect((await signIn({ claims }, named)).session).toBeDefined();
  expect(await harness.owner`select subject from accounts`).toMatchObject([{ subject: 'L-1' }]);
});

it('takes no word about one claim for a word about another', async () => {
  const claims = { loginId: 'L-2', userName: 'Asha', mail: asha, email_verified: true };
  expect(await signIn({ claims }, mailClaim)).toEqual({ error: 'no_membership', session: undefined });
  expect((await signIn({ claims }, { ...mailClaim, OIDC_EMAIL_ALWAYS_VERIFIED: true })).session).toBeDefined();
});

it('asks a provider without a discovery document where its configuration says', async () => {
  const configured = {
    OIDC_AUTHORIZATION_ENDPOINT: `${provider.issuer}/authorize`,
    OIDC_TOKEN_ENDPOINT: `${provider.issuer}/token`,
    OIDC_JWKS_URI: `${provider.issuer}/jwks`,
    OIDC_SCOPE: 'openid user_details',
  };
  const asked = provider.asked('/.well-known/openid-configuration');
  expect((await signIn({ claims: verified }, configured)).session).toBeDefined();
  expect(provider.asked('/.well-known/openid-configuration')).toBe(asked);
});

it('does not flood the provider, whoever presses the button however often', async () => {
  const other = await openHostileProvider({ id: env.OIDC_CLIENT_ID, secret: env.OIDC_CLIENT_SECRET });
  onTestFinished(() => other.close());
  const press = () => new TestBrowser(harness, { ...env, OIDC_ISSUER: other.issuer }).send('signin/oidc');
  const answers = await Promise.all(Array.from({ length: 20 }, press));
  expect(answers.every((answer) => answer?.location.startsWith(`${other.issuer}/authorize`))).toBe(true);
  expect(other.asked('/.well-known/openid-configuration')).toBe(1);
});

it("does nothing at a callback that nobody began, and keeps a stranger's words out of the trail", async () => {
  const before = (await harness.owner`select 1 from audit_entries`).length;
  const stray = new TestBrowser(harness, env);
  const query = { error: 'S3CR3T', error_description: 'S3CR3T', code: 'x', state: 'y' };
  const answer = await stray.send('callback/oidc', { method: 'GET', headers: {}, query });
  expect(answer?.location).toContain('error=provider_failed');
  expect(await harness.owner`select 1 from audit_entries`).toHaveLength(before);
  expect(harness.logged.join()).not.toContain('S3CR3T');
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
