import { expect, test } from 'vitest';
import { workerEnv } from './env.ts';

const complete = {
  PUBLIC_URL: 'https://sabha.gov.in',
  DATABASE_URL: 'postgres://x',
  LIVEKIT_URL: 'wss://x',
  LIVEKIT_API_URL: 'http://x',
  LIVEKIT_API_KEY: 'x',
  LIVEKIT_API_SECRET: 'x',
  SMTP_URL: 'smtp://x',
  MAIL_FROM: 'sabha@x.example',
  SABHA_SEAL_KEY: Buffer.alloc(32).toString('base64'),
  SABHA_RESIDENCY_POLICY: '/residency.yaml',
  SABHA_RESIDENCY_VERIFIER: 'x+1+x',
  SABHA_RECEIPT_SIGNER: 'x',
  SABHA_RECEIPT_VERIFIER: 'x',
  SABHA_AUDIT_SIGNER: 'x',
  SABHA_AUDIT_MEMORY: '/x',
};
const read = (more: Readonly<Record<string, string>>) => workerEnv({ ...complete, ...more });

test.each([
  [{}, 'https://sabha.gov.in'],
  [{ PUBLIC_URL: 'http://localhost:3000' }, 'http://localhost:3000'],
  [{ NODE_ENV: 'test', PUBLIC_URL: 'http://sabha.gov.in' }, 'http://sabha.gov.in'],
])('with %o it mails links to %s', (more, origin) => {
  expect(read(more).PUBLIC_URL).toBe(origin);
});

test('in production, which is what it takes itself for, it mails no link that would be opened in the clear', () => {
  expect(() => read({ PUBLIC_URL: 'http://sabha.gov.in' })).toThrow('PUBLIC_URL: must be https');
});

test('it names what is wrong, and no value', () => {
  expect(() => read({ SABHA_SEAL_KEY: 'S3CR3T', SMTP_URL: '' })).toThrow(/^(?!.*S3CR3T).*SMTP_URL.*SABHA_SEAL_KEY/);
});
