import { afterEach, expect, test, vi } from 'vitest';

const complete = {
  DATABASE_URL: 'postgres://x',
  LIVEKIT_URL: 'wss://x',
  LIVEKIT_API_URL: 'http://x',
  LIVEKIT_API_KEY: 'x',
  LIVEKIT_API_SECRET: 'x',
  OIDC_ISSUER: 'https://x.example',
  OIDC_CLIENT_ID: 'x',
  OIDC_CLIENT_SECRET: 'x',
  SABHA_AUTH_SECRET: 'S3CR3T'.repeat(8),
  SABHA_SEAL_KEY: Buffer.alloc(32).toString('base64'),
  SABHA_RESIDENCY_POLICY: '/residency.yaml',
  SABHA_RESIDENCY_VERIFIER: 'x+1+x',
  SABHA_RECEIPT_VERIFIER: 'x',
  SABHA_AUDIT_VERIFIER: 'x',
};

/** Parsed anew: the portal reads them once. */
async function read(more: Readonly<Record<string, string | undefined>>) {
  vi.resetModules();
  for (const [name, value] of Object.entries({ ...complete, ...more })) vi.stubEnv(name, value);
  return (await import('./env.ts')).portalEnv();
}
afterEach(() => void vi.unstubAllEnvs());

test.each([
  ['production', 'https://sabha.gov.in/'],
  ['production', 'http://localhost:3000'],
  ['test', 'http://sabha.gov.in'],
])('in %s it starts at %s', async (NODE_ENV, PUBLIC_URL) => {
  expect((await read({ NODE_ENV, PUBLIC_URL })).PUBLIC_URL).toBe(new URL(PUBLIC_URL).origin);
});

test('in production it does not start where passcodes and cookies would cross a network in the clear', async () => {
  const refused = read({ NODE_ENV: 'production', PUBLIC_URL: 'http://sabha.gov.in' });
  await expect(refused).rejects.toThrow('PUBLIC_URL: must be https');
});

const endpoints = {
  OIDC_AUTHORIZATION_ENDPOINT: 'https://login.example/authorize',
  OIDC_TOKEN_ENDPOINT: 'https://x.example/token',
  OIDC_JWKS_URI: 'https://x.example/jwks',
};

test.each([
  ['two of the three', { ...endpoints, OIDC_TOKEN_ENDPOINT: undefined }],
  ['the first alone', { OIDC_AUTHORIZATION_ENDPOINT: endpoints.OIDC_AUTHORIZATION_ENDPOINT }],
  ['the fourth alone', { OIDC_USERINFO_ENDPOINT: 'https://x.example/userinfo' }],
])('it does not start with a part of the addresses of a provider: %s', async (_which, some) => {
  await expect(read({ NODE_ENV: 'test', ...some })).rejects.toThrow('OIDC_AUTHORIZATION_ENDPOINT: is set together');
});

test('it starts with all of them, with or without the fourth', async () => {
  expect(await read({ NODE_ENV: 'test', ...endpoints })).toMatchObject(endpoints);
  expect(await read({ NODE_ENV: 'test', ...endpoints, OIDC_USERINFO_ENDPOINT: 'https://x.example/me' })).toMatchObject(endpoints);
});

test('it names what is wrong, and no value', async () => {
  const refused = read({ NODE_ENV: 'test', SABHA_SEAL_KEY: 'S3CR3T', LIVEKIT_URL: '' });
  await expect(refused).rejects.toThrow(/LIVEKIT_URL.*SABHA_SEAL_KEY/);
  await expect(refused).rejects.not.toThrow('S3CR3T');
});
