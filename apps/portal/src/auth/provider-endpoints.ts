/** Where the identity provider is to be asked: as configured, or as it says itself (OpenID Connect Discovery 1.0). */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { PortalEnv } from '../env.ts';

export type ProviderEndpoints = Readonly<{ authorization: string; token: string; userinfo: string | null; jwks: string }>;

const metadata = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  userinfo_endpoint: z.url().optional(),
  jwks_uri: z.url(),
});

const KEEP_MS = 10 * 60_000;
/** While it is away it is not asked by everybody who comes. */
const KEEP_FAILURE_MS = 5_000;
const PATIENCE_MS = 5_000;
/** Whoever signs in by mail does not wait longer for a provider that is away. */
const PAGE_PATIENCE_MS = 1_500;

type Held = Readonly<{ issuer: string; until: number; endpoints: Promise<ProviderEndpoints> }>;
let held: Held | undefined;

type Needed = Pick<
  PortalEnv,
  'OIDC_ISSUER' | 'OIDC_AUTHORIZATION_ENDPOINT' | 'OIDC_TOKEN_ENDPOINT' | 'OIDC_USERINFO_ENDPOINT' | 'OIDC_JWKS_URI'
>;

/**
 * Asks the provider at most once in ten minutes, whoever presses the button however often: anybody may begin a sign-in, and
 * nobody may make us flood the provider. @throws Error when it cannot be reached, or speaks for another issuer
 */
export function providerEndpoints(env: Needed, now: Date): Promise<ProviderEndpoints> {
  const configured = configuredEndpoints(env);
  if (configured) return Promise.resolve(configured);
  if (held?.issuer === env.OIDC_ISSUER && now.getTime() < held.until) return held.endpoints;
  const endpoints = discover(env.OIDC_ISSUER);
  held = { issuer: env.OIDC_ISSUER, until: now.getTime() + KEEP_MS, endpoints };
  endpoints.catch(() => {
    if (held?.endpoints === endpoints) held = { ...held, until: now.getTime() + KEEP_FAILURE_MS };
  });
  return endpoints;
}

/** Where the sign-in form may be led: to the issuer, and to where it asks people who they are, which may be another host. */
export async function providerOrigins(env: Needed, now: Date): Promise<readonly string[]> {
  const known = providerEndpoints(env, now).catch(() => null);
  const endpoints = await Promise.race([known, pause(PAGE_PATIENCE_MS, null, { ref: false })]);
  const addresses = [env.OIDC_ISSUER, ...(endpoints ? [endpoints.authorization] : [])];
  return [...new Set(addresses.map((address) => new URL(address).origin))];
}

let checked: Readonly<{ until: number; isThere: Promise<boolean> }> | undefined;

/** Whether it answers now; asked at most once in five seconds. One that publishes nothing of itself counts as there. */
export function isProviderThere(env: Needed): Promise<boolean> {
  if (configuredEndpoints(env)) return Promise.resolve(true);
  if (checked && performance.now() < checked.until) return checked.isThere;
  const isThere = discover(env.OIDC_ISSUER).then(
    () => true,
    () => false,
  );
  checked = { until: performance.now() + KEEP_FAILURE_MS, isThere };
  return isThere;
}

/** Parichay and others have no discovery document: then all of it is configuration. */
function configuredEndpoints(env: Needed): ProviderEndpoints | null {
  const { OIDC_AUTHORIZATION_ENDPOINT: authorization, OIDC_TOKEN_ENDPOINT: token, OIDC_JWKS_URI: jwks } = env;
  if (authorization === undefined || token === undefined || jwks === undefined) return null;
  return { authorization, token, jwks, userinfo: env.OIDC_USERINFO_ENDPOINT ?? null };
}

async function discover(issuer: string): Promise<ProviderEndpoints> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: 'error' });
  if (!answer.ok) throw new Error(`the identity provider answered ${answer.status}`);
  const told = metadata.parse(await answer.json());
  if (told.issuer !== issuer) throw new Error('the identity provider speaks for another issuer');
  return {
    authorization: told.authorization_endpoint,
    token: told.token_endpoint,
    userinfo: told.userinfo_endpoint ?? null,
    jwks: told.jwks_uri,
  };
}
