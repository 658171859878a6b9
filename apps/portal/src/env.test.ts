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
};

/** Parsed anew: the portal reads them once. */
async function read(more: Readonly<Record<string, string>>) {
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

test('it names what is wrong, and no value', async () => {
  const refused = read({ NODE_ENV: 'test', SABHA_SEAL_KEY: 'S3CR3T', LIVEKIT_URL: '' });
  await expect(refused).rejects.toThrow(/LIVEKIT_URL.*SABHA_SEAL_KEY/);
  await expect(refused).rejects.not.toThrow('S3CR3T');
});
