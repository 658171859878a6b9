/** `__Host-` (RFC 6265bis section 4.1.3.2) ties a cookie to this very host over TLS: no sibling host can plant one. */
export const sessionCookie = (secure: boolean): string => named('session', secure);

/** next-auth's cookies, under names and flags of ours. They live for one sign-in; the session is the one that stays. */
export function authCookies(secure: boolean) {
  const cookie = (name: string, maxAge?: number) => ({
    name: named(name, secure),
    options: { httpOnly: true, sameSite: 'lax' as const, path: '/', secure, ...(maxAge !== undefined && { maxAge }) },
  });
  const SIGN_IN_SECONDS = 15 * 60;
  return {
    sessionToken: cookie('session'),
    callbackUrl: cookie('return', SIGN_IN_SECONDS),
    csrfToken: cookie('form'),
    pkceCodeVerifier: cookie('pkce', SIGN_IN_SECONDS),
    state: cookie('state', SIGN_IN_SECONDS),
    nonce: cookie('nonce', SIGN_IN_SECONDS),
  };
}

const named = (name: string, secure: boolean) => `${secure ? '__Host-' : ''}sabha-${name}`;
