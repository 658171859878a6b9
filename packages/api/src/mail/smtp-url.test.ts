import { expect, test } from 'vitest';
import { parseSmtpUrl } from './smtp-url.ts';

const plain = { secure: false, requireTLS: true };

test.each([
  ['smtp://127.0.0.1:3025', { host: '127.0.0.1', port: 3025, secure: false, requireTLS: false }],
  ['smtp://localhost', { host: 'localhost', port: 587, secure: false, requireTLS: false }],
  ['smtp://[::1]:25', { host: '::1', port: 25, secure: false, requireTLS: false }],
  ['smtp://relay.gov.in:25', { host: 'relay.gov.in', port: 25, ...plain }],
  ['smtp://localhost.evil.example', { host: 'localhost.evil.example', port: 587, ...plain }],
  ['smtp://relay.gov.in:25/?requireTLS=false', { host: 'relay.gov.in', port: 25, secure: false, requireTLS: false }],
  ['smtps://relay.gov.in', { host: 'relay.gov.in', port: 465, secure: true, requireTLS: false }],
  ['smtp://a%40b:p%3Aw@relay.gov.in', { host: 'relay.gov.in', port: 587, ...plain, auth: { user: 'a@b', pass: 'p:w' } }],
])('%s', (url, server) => {
  expect(parseSmtpUrl(url)).toEqual(server);
});

test.each([
  '',
  'relay',
  'http://relay',
  'smtp://',
  'smtp://relay?ignoreTLS=true',
  'smtp://relay?requireTLS=false&tls.rejectUnauthorized=false',
  'smtp://relay/path',
])('%j is refused', (url) => {
  expect(() => parseSmtpUrl(url)).toThrow(RangeError);
});

test('a refusal does not quote the password', () => {
  expect(() => parseSmtpUrl('smtp://user:geheim@relay/x?y=z')).toThrow(/^(?!.*geheim)/);
});
