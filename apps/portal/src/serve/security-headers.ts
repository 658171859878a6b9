/**
 * What every answer carries. The Content-Security-Policy carries a nonce per answer and is set in src/proxy.ts; what never changes
 * is set here: by next.config.ts on what Next.js answers, and by src/serve/answer-join.ts on what it does not.
 */
export const securityHeaders = [
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=(), usb=(), browsing-topics=()',
  },
];
