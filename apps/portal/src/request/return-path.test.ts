import { expect, test } from 'vitest';
import { returnPath } from './return-path.ts';

test.each([
  ['http://sabha.in/j/k7m-4qtx-9hb?error=join_refused', '/j/k7m-4qtx-9hb?error=join_refused'],
  ['http://sabha.in/', '/'],
  ['http://elsewhere.in/meetings', '/'],
  ['http://sabha.in//elsewhere.in/x', '/'],
  ['http://sabha.in:81/meetings', '/'],
  ['not a url', '/'],
  [null, '/'],
])('a form sent from %s leads back to %s', (referer, path) => {
  const headers = new Headers({ host: 'sabha.in' });
  if (referer !== null) headers.set('referer', referer);
  expect(returnPath(headers)).toBe(path);
});
