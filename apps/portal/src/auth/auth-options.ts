import type { Context } from '@sabha/api/core/context';
import { LINK_SECONDS, SESSION_SECONDS } from '@sabha/api/sign-in/token';
import { emailSchema } from '@sabha/domain/organisation/contract';
import type { AuthOptions } from 'next-auth';
import type { EmailConfig } from 'next-auth/providers/email';
import type { OAuthConfig } from 'next-auth/providers/index';
import { randomBytes } from 'node:crypto';
import type { PortalEnv } from '../env.ts';
import type { Attempt } from './attempt.ts';
import { authCookies } from './cookies.ts';
import type { ProviderEndpoints } from './provider-endpoints.ts';

type Claims = Readonly<Record<string, unknown>>;

/** next-auth's settings for one request. Nothing is left to its defaults that decides who gets in. */
export function authOptions(
  { env, attempt, endpoints }: Readonly<{ env: PortalEnv; attempt: Attempt; endpoints: ProviderEndpoints | null }>,
  { services, requestId }: Context,
): AuthOptions {
  const secure = env.PUBLIC_URL.startsWith('https:');
  return {
    secret: env.SABHA_AUTH_SECRET,
    useSecureCookies: secure,
    cookies: authCookies(secure),
    session: {
      strategy: 'database',
      maxAge: SESSION_SECONDS,
      generateSessionToken: () => randomBytes(32).toString('base64url'),
    },
    adapter: attempt.adapter,
    providers: [
      ...(endpoints ? [identityProvider(env, endpoints)] : []),
      ...(env.MAIL_SIGN_IN === 'on' ? [mailLink(attempt)] : []),
    ],
    callbacks: { ...attempt.callbacks, redirect: ({ url, baseUrl }) => sameOriginOrHome(url, baseUrl) },
    logger: {
      // The error alone, for next-auth hands over profiles and tokens as well; and of its message what comes before the values
      // it compared: subjects, states and nonces.
      error: (code, metadata) => {
        const { name, message } = metadata instanceof Error ? metadata : metadata.error;
        const err = Object.assign(new Error(message.replace(/,? expected [^]*$/, '')), { name, stack: undefined });
        services.log.warn({ requestId, code, err }, 'sign-in');
      },
      warn: (code) => services.log.debug({ requestId, code }, 'sign-in'),
      debug: () => undefined,
    },
  };
}

/** Whatever was asked for, the answer stays on this site. */
export function sameOriginOrHome(url: string, baseUrl: string): string {
  if (!URL.canParse(url, baseUrl)) return baseUrl;
  const target = new URL(url, baseUrl);
  return target.origin === new URL(baseUrl).origin ? target.href : baseUrl;
}

/** Any OpenID Connect issuer (Parichay, MeriPehchaan, Keycloak …); which claim is what is configuration. */
function identityProvider(env: PortalEnv, { authorization, token, userinfo, jwks }: ProviderEndpoints): OAuthConfig<Claims> {
  return {
    id: 'oidc',
    name: env.OIDC_NAME,
    type: 'oauth',
    issuer: env.OIDC_ISSUER,
    token,
    jwks_endpoint: jwks,
    clientId: env.OIDC_CLIENT_ID,
    clientSecret: env.OIDC_CLIENT_SECRET,
    // A token signed in any other way, by "none" above all, is refused, whatever its own header says.
    client: { id_token_signed_response_alg: env.OIDC_ID_TOKEN_ALG },
    authorization: { url: authorization, params: { scope: env.OIDC_SCOPE } },
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    userinfo: { ...(userinfo !== null && { url: userinfo }), request: readClaims },
    profile(claims) {
      const id = textOf(claims[env.OIDC_CLAIM_SUBJECT]);
      if (id === null) throw new Error(`the identity provider tells no ${env.OIDC_CLAIM_SUBJECT}`);
      return { id, name: textOf(claims[env.OIDC_CLAIM_NAME]), email: textOf(claims[env.OIDC_CLAIM_EMAIL]) };
    },
  };
}

/** The id_token's claims first; what it leaves out is asked for (OpenID Connect Core 5.3), for the same subject only. */
const readClaims: NonNullable<Exclude<OAuthConfig<Claims>['userinfo'], string | undefined>['request']> = async ({
  client,
  tokens,
}) => {
  const { id_token: idToken, access_token: accessToken } = tokens;
  if (idToken === undefined) throw new Error('no id_token');
  const claims = claimsOf(idToken);
  if (client.issuer.metadata.userinfo_endpoint === undefined || accessToken === undefined) return claims;
  // The library checks that both speak of the same subject when it is told the token set.
  const more = await client.userinfo(tokens as Parameters<typeof client.userinfo>[0]);
  return { ...more, ...claims };
};

/** The middle part of a token whose signature the library has checked just before. */
function claimsOf(idToken: string): { sub: string } {
  return JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString('utf8')) as { sub: string };
}

const textOf = (claim: unknown): string | null => (typeof claim === 'string' && claim !== '' ? claim : null);

/** Sends nothing itself: storing the link's hash and asking the worker for the mail are one act (createVerificationToken). */
function mailLink(attempt: Attempt): EmailConfig {
  return {
    id: 'email',
    type: 'email',
    name: 'Email',
    server: '',
    from: '',
    maxAge: LINK_SECONDS,
    options: {},
    generateVerificationToken: () => attempt.newToken(),
    sendVerificationRequest: () => undefined,
    normalizeIdentifier: (identifier) => emailSchema.parse(identifier),
  };
}
