import { NextResponse, type NextRequest } from 'next/server';
import { providerOrigins } from './auth/provider-endpoints.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { portalEnv } from './env.ts';

/** The one page with a form that leads to the provider. */
const SIGN_IN = '/sign-in';

/** Gives each page a nonce of its own; Next.js puts it on its scripts, src/pages/_document.tsx on ours. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const env = portalEnv();
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const policy = contentSecurityPolicy({
    nonce,
    mediaServer: env.LIVEKIT_URL,
    identityProviders: request.nextUrl.pathname === SIGN_IN ? await providerOrigins(env, new Date()) : [],
    overTls: env.PUBLIC_URL.startsWith('https:'),
    development: env.NODE_ENV === 'development',
  });
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

/** Pages only: an API answer or a file of the log runs no script, and a static file is covered by the page that asked for it. */
export const config = { matcher: ['/((?!api/|audit/(?:checkpoint$|key$|tile/)|_next/|healthz$|readyz$|icon\\.svg$).*)'] };
