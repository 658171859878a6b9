/** A request as the server code sees it, whichever way Next.js hands it over. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export type CookieOptions = Readonly<{ maxAge: number; secure: boolean }>;

export type RequestSurface = Readonly<{
  header(name: string): string | null;
  cookie(name: string): string | undefined;
  /** False where an answer has no headers any more: while a page is rendered. Always HttpOnly, SameSite=Lax, Path=/. */
  setCookie(name: string, value: string, options: CookieOptions): boolean;
}>;

/** For a Web request whose answer's headers are still open. */
export function surfaceOfFetch(request: Request, answer: Headers): RequestSurface {
  const sent = cookiesOf(request.headers.get('cookie'));
  return {
    header: (name) => request.headers.get(name),
    cookie: (name) => sent.get(name),
    setCookie(name, value, options) {
      answer.append('set-cookie', cookieLine(name, value, options));
      return true;
    },
  };
}

/** For `src/pages`: Node's own request and response. */
export function surfaceOfNode(request: IncomingMessage, response: ServerResponse): RequestSurface {
  const sent = cookiesOf(request.headers.cookie);
  return {
    header(name) {
      const value = request.headers[name.toLowerCase()];
      return Array.isArray(value) ? (value[0] ?? null) : (value ?? null);
    },
    cookie: (name) => sent.get(name),
    setCookie(name, value, options) {
      if (response.headersSent) return false;
      response.appendHeader('set-cookie', cookieLine(name, value, options));
      return true;
    },
  };
}

function cookieLine(name: string, value: string, { maxAge, secure }: CookieOptions): string {
  const flags = `Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  return `${name}=${encodeURIComponent(value)}; ${flags}`;
}

/** RFC 6265 section 5.4; of two of one name the first counts, as it does for browsers' more specific paths. */
export function cookiesOf(header: string | null | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at < 1) continue;
    const name = pair.slice(0, at).trim();
    if (!found.has(name)) found.set(name, decode(pair.slice(at + 1).trim()));
  }
  return found;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
