import { inject } from 'vitest';
import type { PortalEnv } from '../../env.ts';

/** The run's instance as the portal would read it. */
export function testPortalEnv(more: Partial<PortalEnv> = {}): PortalEnv {
  const { env } = inject('sabha');
  return {
    NODE_ENV: 'test',
    BUILD_FOLDER: '.next/work',
    PORT: 0,
    HOST: '127.0.0.1',
    PUBLIC_URL: env.PUBLIC_URL,
    TRUSTED_PROXIES: [],
    DATABASE_URL: env.DATABASE_URL,
    DATABASE_POOL: 2,
    LIVEKIT_URL: env.LIVEKIT_URL,
    LIVEKIT_API_URL: env.LIVEKIT_API_URL,
    LIVEKIT_API_KEY: env.LIVEKIT_API_KEY,
    LIVEKIT_API_SECRET: env.LIVEKIT_API_SECRET,
    LIVEKIT_METRICS_URL: env.LIVEKIT_METRICS_URL,
    LIVEKIT_NODE_ADDRESSES: [],
    SABHA_RESIDENCY_POLICY: env.SABHA_RESIDENCY_POLICY,
    SABHA_RESIDENCY_VERIFIER: [env.SABHA_RESIDENCY_VERIFIER],
    OIDC_ISSUER: env.OIDC_ISSUER,
    OIDC_CLIENT_ID: env.OIDC_CLIENT_ID,
    OIDC_CLIENT_SECRET: env.OIDC_CLIENT_SECRET,
    OIDC_NAME: env.OIDC_NAME,
    OIDC_ID_TOKEN_ALG: 'RS256',
    OIDC_CLAIM_SUBJECT: 'sub',
    OIDC_CLAIM_NAME: 'name',
    OIDC_CLAIM_EMAIL: 'email',
    OIDC_EMAIL_ALWAYS_VERIFIED: false,
    OIDC_SCOPE: 'openid email profile',
    MAIL_SIGN_IN: 'on',
    SABHA_AUTH_SECRET: env.SABHA_AUTH_SECRET,
    SABHA_SEAL_KEY: new Uint8Array(Buffer.from(env.SABHA_SEAL_KEY, 'base64')),
    SABHA_PREVIOUS_SEAL_KEYS: [],
    SABHA_RECEIPT_VERIFIER: env.SABHA_RECEIPT_VERIFIER,
    SABHA_PREVIOUS_RECEIPT_VERIFIERS: [],
    SABHA_AUDIT_VERIFIER: env.SABHA_AUDIT_VERIFIER,
    SABHA_PREVIOUS_AUDIT_VERIFIERS: [],
    LOG_LEVEL: 'silent',
    ...more,
  };
}
