/** The few ways into next-auth that are open, and what its answers become. Everything else under /api/auth is not there. */
import type { Context } from '@sabha/api/core/context';
import { byAddress, limited, limits } from '@sabha/api/core/rate-limit';
import { recordFailure, type SignInMethod } from '@sabha/api/sign-in/admit';
import { countLinkRequest } from '@sabha/api/sign-in/ask-for-link';
import { SabhaError } from '@sabha/domain/errors';
import { emailSchema } from '@sabha/domain/organisation/contract';
import type { SignInError } from '@sabha/domain/sign-in/errors';
import type { PortalEnv } from '../env.ts';
import { isSameOrigin } from '../request/same-origin.ts';
import { beginAttempt } from './attempt.ts';
import { authOptions } from './auth-options.ts';
import { authCookies } from './cookies.ts';
import { type AuthAnswer, type AuthRequest, callNextAuth, formToken } from './next-auth-call.ts';
import { type ProviderEndpoints, providerEndpoints } from './provider-endpoints.ts';

export type AuthSurface = Readonly<{
  method: string;
  /** What follows /api/auth/, like `signin/oidc`. */
  path: string;
  query: Readonly<Record<string, string>>;
  form: Readonly<Record<string, string>>;
  cookies: Readonly<Record<string, string>>;
  header(name: string): string | null;
}>;

/** Where the browser goes next, with which cookies; null where nothing is. */
export type AuthOutcome = Readonly<{ location: string; setCookies: readonly string[] }> | null;

const forms = ['signin/oidc', 'signin/email', 'callback/email', 'signout'] as const;

export async function answerAuth(context: Context, env: PortalEnv, surface: AuthSurface): Promise<AuthOutcome> {
  const { method, path } = surface;
  if (method === 'GET' && path === 'callback/oidc') return finishAtProvider(context, env, surface);
  const form = forms.find((known) => known === path);
  if (method !== 'POST' || form === undefined) return null;
  if (env.MAIL_SIGN_IN === 'off' && form.endsWith('/email')) return null;
  // The forms of our pages are plain HTML and hold no token: where they come from is what is checked.
  if (!isSameOrigin((name) => surface.header(name), env.PUBLIC_URL)) {
    await recordFailure(context, methodOf(form), 'cross_origin');
    return failed(context, 'internal');
  }
  try {
    if (form === 'signin/email') return await askForMail(context, env, surface);
    if (form === 'callback/email') return await takeMailLink(context, env, surface);
    return settled(context, await pass(context, env, surface));
  } catch (error) {
    if (error instanceof SabhaError && error.code === 'too_many_attempts') return failed(context, 'too_many_attempts');
    throw error;
  }
}

const methodOf = (form: (typeof forms)[number]): SignInMethod => (form.endsWith('/email') ? 'mail_link' : 'oidc');

async function finishAtProvider(context: Context, env: PortalEnv, surface: AuthSurface): Promise<AuthOutcome> {
  // Nobody began it in this browser: no need to trouble the provider, the database or the trail.
  if (surface.cookies[authCookies(env.PUBLIC_URL.startsWith('https:')).state.name] === undefined)
    return failed(context, 'provider_failed');
  const answer = await pass(context, env, surface);
  const error = errorIn(answer.location);
  // Admission recorded its own no. Of what the provider or next-auth says only the known words are kept: the rest is anybody's text.
  if (error !== null && error !== 'AccessDenied')
    await recordFailure(context, 'oidc', reasons.find((known) => known === error) ?? 'internal');
  return settled(context, answer);
}

async function askForMail(context: Context, env: PortalEnv, surface: AuthSurface): Promise<AuthOutcome> {
  const email = emailSchema.safeParse(surface.form['email']);
  if (!email.success) return failed(context, 'bad_email');
  await countLinkRequest(context, email.data);
  return settled(context, await pass(context, env, surface));
}

/** POST alone: mail scanners follow links, and a GET that used the link up would lock its person out. */
async function takeMailLink(context: Context, env: PortalEnv, surface: AuthSurface): Promise<AuthOutcome> {
  const { token = '' } = surface.form;
  const counted = byAddress(limits.confirmByAddress, context.address);
  const refused = new Error('refused');
  let answer: AuthAnswer | undefined;
  try {
    await limited(context.services, counted, async () => {
      answer = await pass(context, env, { ...surface, query: { token } });
      if (errorIn(answer.location) !== null) throw refused; // keeps the point
    });
  } catch (error) {
    if (error instanceof SabhaError) await recordFailure(context, 'mail_link', error.code);
    if (error !== refused) throw error;
  }
  return answer === undefined ? failed(context, 'internal') : settled(context, answer);
}

/** Calls next-auth with what it needs and no more: no query of the client's, and no old session to mix the new one up with. */
async function pass(context: Context, env: PortalEnv, surface: AuthSurface): Promise<AuthAnswer> {
  const names = authCookies(env.PUBLIC_URL.startsWith('https:'));
  const isSignOut = surface.path === 'signout';
  const { [names.sessionToken.name]: previousToken, ...others } = surface.cookies;
  const form = formToken(env.SABHA_AUTH_SECRET);
  const attempt = beginAttempt(context, { env, previousToken });
  const endpoints = surface.path.endsWith('/oidc') ? await endpointsOf(context, env) : null;
  if (surface.path.endsWith('/oidc') && endpoints === null) return unreachable;
  const request: AuthRequest = {
    method: surface.method,
    path: surface.path.split('/'),
    query: surface.method === 'GET' || surface.path === 'callback/email' ? surface.query : {},
    body: { ...pick(surface.form, ['email', 'callbackUrl']), csrfToken: form.value },
    cookies: {
      ...others,
      [names.csrfToken.name]: form.cookie,
      ...(isSignOut && previousToken !== undefined && { [names.sessionToken.name]: previousToken }),
    },
  };
  const answer = await callNextAuth(request, authOptions({ env, attempt, endpoints }, context), env.PUBLIC_URL);
  return attempt.isSignOutFailed() ? stillSignedIn : answer;
}

/** As next-auth would say it. */
const unreachable: AuthAnswer = { status: 302, location: '/api/auth/error?error=OAuthSignin', setCookies: [] };
/** With the cookie where it was: a copy of it would live on, and only who still holds it can end it. */
const stillSignedIn: AuthAnswer = { status: 302, location: '/api/auth/error?error=SignOut', setCookies: [] };

async function endpointsOf({ services, requestId }: Context, env: PortalEnv): Promise<ProviderEndpoints | null> {
  try {
    return await providerEndpoints(env, services.clock());
  } catch (err) {
    services.log.warn({ err, requestId }, 'the identity provider cannot be asked where it is');
    return null;
  }
}

/** next-auth leads to pages of its own for whatever is not a plain success: ours stand in for them. */
function settled(context: Context, { location, setCookies }: AuthAnswer): AuthOutcome {
  if (location === null) return failed(context, 'internal');
  const error = errorIn(location);
  if (error !== null) return { ...failed(context, told[error] ?? 'internal'), setCookies };
  if (isAt(location, 'verify-request')) return { location: '/sign-in/mail', setCookies };
  if (isAt(location, 'signin')) return { ...failed(context, 'provider_failed'), setCookies };
  return { location, setCookies };
}

function failed(context: Context, error: SignInError): NonNullable<AuthOutcome> {
  return { location: `/sign-in?${new URLSearchParams({ error, id: context.requestId }).toString()}`, setCookies: [] };
}

/** next-auth's own words for what went wrong at the provider; whatever else it says is our own fault. */
const reasons = ['OAuthCallback', 'OAuthSignin', 'OAuthAccountNotLinked', 'OAuthCreateAccount'] as const;

const told: Readonly<Record<string, SignInError>> = {
  ...Object.fromEntries(reasons.map((reason) => [reason, 'provider_failed' as const])),
  AccessDenied: 'no_membership',
  Verification: 'link_used_up',
  configuration: 'link_used_up', // what it says of a link without a token
  Configuration: 'internal',
  EmailSignin: 'internal',
  SignOut: 'sign_out_failed', // our own word
};

function errorIn(location: string | null): string | null {
  if (location === null || !isAt(location, 'error')) return null;
  return new URLSearchParams(location.split('?')[1]).get('error') ?? 'unknown';
}

/** The path alone counts: where somebody wants to go back to may have any text in its query. */
const isAt = (location: string, page: string): boolean => new URL(location, 'http://here').pathname === `/api/auth/${page}`;

function pick(from: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])));
}
