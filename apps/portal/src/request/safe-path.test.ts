import { expect, test } from 'vitest';
import { safePath } from './safe-path.ts';

test.each(['/', '/meetings', '/meetings?when=past', '/j/k7m-4qtx-9hb', '/meetings/1f0c/edit'])('%s stays', (path) => {
  expect(safePath(path, '/home')).toBe(path);
});

test.each([
  '//elsewhere.in',
  '/\\elsewhere.in',
  'https://elsewhere.in',
  'javascript:alert(1)',
  '',
  undefined,
  ['/'],
  '/a\nb',
  '/<b>',
])('%s does not', (path) => {
  expect(safePath(path, '/home')).toBe('/home');
});
