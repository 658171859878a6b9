/** The portal's settings: the one place that reads the environment, parsed once, at the first use and not while building. */
import {
  inTheClear,
  isServedPrivately,
  listShape,
  nodeEnvShape,
  originShape,
  sealKeyShape,
} from '@sabha/api/core/setting-shapes';
import { residencyShape } from '@sabha/api/residency/settings';
import { z } from 'zod';

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');

const shape = z.object({
  NODE_ENV: nodeEnvShape,
  /** The build to serve, below this app; next.config.ts reads it too. */
  BUILD_FOLDER: z.string().min(1).default('.next/work'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: originShape.default('http://localhost:3000'),
  /** Addresses or CIDR ranges of reverse proxies whose X-Forwarded-For is believed. */
  TRUSTED_PROXIES: listShape,
  DATABASE_URL: z.string().min(1),
  DATABASE_POOL: z.coerce.number().int().min(1).default(10),
  LIVEKIT_URL: z.string().min(1),
  LIVEKIT_API_URL: z.string().min(1),
  LIVEKIT_API_KEY: z.string().min(1),
  LIVEKIT_API_SECRET: z.string().min(1),
  ...residencyShape,
  OIDC_ISSUER: z.url(),
  OIDC_CLIENT_ID: z.string().min(1),
  OIDC_CLIENT_SECRET: z.string().min(1),
  OIDC_NAME: z.string().min(1).default('OpenID Connect'),
  /** How the issuer signs its id tokens; no other signature is accepted. */
  OIDC_ID_TOKEN_ALG: z.enum(['RS256', 'PS256', 'ES256', 'EdDSA']).default('RS256'),
  OIDC_CLAIM_SUBJECT: z.string().min(1).default('sub'),
  OIDC_CLAIM_NAME: z.string().min(1).default('name'),
  OIDC_CLAIM_EMAIL: z.string().min(1).default('email'),
  /** The claim that vouches for the one above: `true` in it links an account to the person of that address. */
  OIDC_CLAIM_EMAIL_VERIFIED: z.string().min(1).optional(),
  /** For a provider that says of no address whether it has verified it, but has: the operator answers for that. */
  OIDC_EMAIL_ALWAYS_VERIFIED: flag,
  OIDC_SCOPE: z.string().min(1).default('openid email profile'),
  /** For a provider without a discovery document: these three together, and the fourth where it has one. */
  OIDC_AUTHORIZATION_ENDPOINT: z.url().optional(),
  OIDC_TOKEN_ENDPOINT: z.url().optional(),
  OIDC_JWKS_URI: z.url().optional(),
  OIDC_USERINFO_ENDPOINT: z.url().optional(),
  /** Off where the identity provider's second factor must not be walked around. */
  MAIL_SIGN_IN: z.enum(['on', 'off']).default('on'),
  SABHA_AUTH_SECRET: z.string().min(32),
  SABHA_SEAL_KEY: sealKeyShape,
  /** Keys that were replaced, newest first; they still open. */
  SABHA_PREVIOUS_SEAL_KEYS: listShape.pipe(z.array(sealKeyShape)),
  /** Who signs residency receipts, and who signed them before, so that what they signed is still believed: public keys. */
  SABHA_RECEIPT_VERIFIER: z.string().min(1),
  SABHA_PREVIOUS_RECEIPT_VERIFIERS: listShape,
  /** Who signs heads of the audit log, and who signed before: public keys, which anybody is told. */
  SABHA_AUDIT_VERIFIER: z.string().min(1),
  SABHA_PREVIOUS_AUDIT_VERIFIERS: listShape,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** A part of them would send people to one provider and believe another. */
function isWhollyConfigured(env: z.infer<typeof shape>): boolean {
  const { OIDC_AUTHORIZATION_ENDPOINT, OIDC_TOKEN_ENDPOINT, OIDC_JWKS_URI, OIDC_USERINFO_ENDPOINT } = env;
  const needed = [OIDC_AUTHORIZATION_ENDPOINT, OIDC_TOKEN_ENDPOINT, OIDC_JWKS_URI];
  const isAnySet = [...needed, OIDC_USERINFO_ENDPOINT].some((address) => address !== undefined);
  return !isAnySet || !needed.includes(undefined);
}

const wholeShape = shape.refine(isServedPrivately, inTheClear).refine(isWhollyConfigured, {
  path: ['OIDC_AUTHORIZATION_ENDPOINT'],
  message: 'is set together with OIDC_TOKEN_ENDPOINT and OIDC_JWKS_URI, or none of them and no OIDC_USERINFO_ENDPOINT',
});

export type PortalEnv = Readonly<z.infer<typeof shape>>;

let parsed: PortalEnv | undefined;

/** @throws Error that names each setting that is missing or wrong, never its value. */
export function portalEnv(): PortalEnv {
  parsed ??= parse(process.env);
  return parsed;
}

function parse(env: NodeJS.ProcessEnv): PortalEnv {
  const result = wholeShape.safeParse(env);
  if (!result.success) {
    const wrong = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new Error(`portal settings: ${wrong}`);
  }
  return result.data;
}

/** next-auth takes the address it stands at from its environment alone, so that no header of a client can move it. */
export function tellNextAuth(publicUrl: string): void {
  process.env['NEXTAUTH_URL'] = publicUrl;
}
