/** A host of the test policy's site, as its operator would describe it. */
import { makeKeys } from '@sabha/audit/note';
import { completeSecrets, type HostSecrets } from '../host-secrets.ts';

export const policySigner = makeKeys('sabha.example/policy', new Uint8Array(32).fill(3));

export const hostEnv = {
  SABHA_SITE: 'del1',
  SABHA_ADDRESS_V4: '203.0.113.10',
  SABHA_ADDRESS_V6: '2001:db8:1::10',
  SABHA_PUBLIC_HOST: 'sabha.example',
  SABHA_TURN_HOST: 'turn.sabha.example',
  SABHA_RESIDENCY_VERIFIER: policySigner.verifier,
  OIDC_ISSUER: 'https://identity.sabha.example/realm',
  OIDC_CLIENT_ID: 'sabha',
  OIDC_NAME: 'Staff & others',
  OIDC_ID_TOKEN_ALG: 'RS256',
  MAIL_FROM: 'Sabha <no-reply@sabha.example>',
} as const;

export const givenEnv = {
  OIDC_CLIENT_SECRET: '#not$a{comment}',
  SMTP_URL: 'smtps://sabha:p%23x@mail.sabha.example:465',
} as const;

/** The same each time. */
export function fixedSecrets(): HostSecrets {
  let made = 0;
  return completeSecrets({}, { chance: (bytes) => new Uint8Array(bytes).fill((made += 1)), host: 'sabha.example' });
}
