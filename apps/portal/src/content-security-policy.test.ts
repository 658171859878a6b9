import { expect, test } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy.ts';

const parts = {
  nonce: 'bm9uY2U=',
  mediaServer: 'wss://media.example.in',
  identityProviders: ['https://id.example.in'],
  overTls: true,
  development: false,
};
const directive = (name: string, changed: Partial<typeof parts> = {}) =>
  contentSecurityPolicy({ ...parts, ...changed })
    .split('; ')
    .find((line) => line === name || line.startsWith(`${name} `));

test('no inline script or style runs without the nonce, and none by eval', () => {
  expect(directive('script-src')).toBe("script-src 'self' 'nonce-bm9uY2U=' 'strict-dynamic'");
  expect(directive('style-src')).toBe("style-src 'self' 'nonce-bm9uY2U='");
  expect(contentSecurityPolicy(parts)).not.toMatch(/unsafe-/);
});

test('the page speaks to this site and to the media server, and to nobody else', () => {
  expect(directive('connect-src')).toBe("connect-src 'self' wss://media.example.in https://media.example.in");
  expect(directive('connect-src', { mediaServer: 'ws://localhost:7880' })).toBe(
    "connect-src 'self' ws://localhost:7880 http://localhost:7880",
  );
});

test('a sign-in form may be sent on to the identity provider', () => {
  expect(directive('form-action')).toBe("form-action 'self' https://id.example.in");
});

test.each([
  ['frame-ancestors', "frame-ancestors 'none'"],
  ['object-src', "object-src 'none'"],
  ['base-uri', "base-uri 'none'"],
  ['frame-src', "frame-src 'none'"],
  ['default-src', "default-src 'self'"],
])('%s is closed', (name, line) => {
  expect(directive(name)).toBe(line);
});

test('plain http is only left alone where the portal itself has no TLS', () => {
  expect(directive('upgrade-insecure-requests')).toBe('upgrade-insecure-requests');
  expect(directive('upgrade-insecure-requests', { overTls: false })).toBeUndefined();
});
