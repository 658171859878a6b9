/** What a page may load, run and speak to. `frame-ancestors`, `object-src` and `base-uri` are closed everywhere. */
export type PolicyParts = Readonly<{
  nonce: string;
  /** ws(s):// address of the media server that the browser is told; its http(s) twin answers LiveKit's own check. */
  mediaServer: string;
  /** Origins to which the sign-in form may be redirected: browsers hold `form-action` against the whole redirect chain. */
  identityProviders: readonly string[];
  /** Adds `upgrade-insecure-requests`; wrong on a laptop without TLS. */
  overTls: boolean;
  /** React's error overlay needs eval; never in production. */
  development: boolean;
}>;

export function contentSecurityPolicy({ nonce, mediaServer, identityProviders, overTls, development }: PolicyParts): string {
  const socket = new URL(mediaServer);
  const http = `${socket.protocol === 'wss:' ? 'https:' : 'http:'}//${socket.host}`;
  const directives: readonly (readonly string[])[] = [
    ['default-src', "'self'"],
    ['script-src', "'self'", `'nonce-${nonce}'`, "'strict-dynamic'", ...(development ? ["'unsafe-eval'"] : [])],
    ['style-src', "'self'", ...(development ? ["'unsafe-inline'"] : [`'nonce-${nonce}'`])],
    ['img-src', "'self'", 'data:', 'blob:'],
    ['media-src', "'self'", 'blob:'],
    ['font-src', "'self'"],
    ['worker-src', "'self'", 'blob:'],
    ['connect-src', "'self'", `${socket.protocol}//${socket.host}`, http],
    ['form-action', "'self'", ...identityProviders],
    ['frame-src', "'none'"],
    ['frame-ancestors', "'none'"],
    ['object-src', "'none'"],
    ['base-uri', "'none'"],
    ...(overTls ? [['upgrade-insecure-requests']] : []),
  ];
  return directives.map((parts) => parts.join(' ')).join('; ');
}
