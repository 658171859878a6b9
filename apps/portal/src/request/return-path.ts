/**
 * Where a plain form came from, as a path on this site: the Referer, which our Referrer-Policy sends in full to ourselves.
 * Anything else (another site, none, a broken one) is the home page, so that no redirect leads away from here.
 */
export function returnPath(headers: Headers): string {
  const referer = headers.get('referer');
  const host = headers.get('host');
  if (referer === null || host === null || !URL.canParse(referer)) return '/';
  const url = new URL(referer);
  return url.host === host && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}` : '/';
}

/** After a form: go and GET `path`. */
export function seeOther(path: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location: path, 'cache-control': 'no-store' });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}

const YEAR = 365 * 24 * 60 * 60;

/** A preference that is no secret: kept for a year, sent to this site only. */
export function preferenceCookie(name: string, value: string): string {
  return `${name}=${value}; Path=/; Max-Age=${YEAR}; SameSite=Lax; HttpOnly`;
}
