import { NextResponse, type NextRequest } from 'next/server';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { portalEnv } from './env.ts';

/** Gives each page a nonce of its own; Next.js puts it on its scripts, src/pages/_document.tsx on ours. */
export function proxy(request: NextRequest): NextResponse {
  const env = portalEnv();
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const policy = contentSecurityPolicy({
    nonce,
    mediaServer: env.LIVEKIT_URL,
    identityProviders: [new URL(env.OIDC_ISSUER).origin],
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

/** Pages only: an API answer runs no script, and a static file is covered by the page that asked for it. */
export const config = { matcher: ['/((?!api/|_next/|healthz$|readyz$|icon\\.svg$).*)'] };
