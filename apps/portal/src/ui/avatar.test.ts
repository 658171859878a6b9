import { expect, test } from 'vitest';
import { initials } from './avatar.tsx';

test.each([
  ['Asha Rao', 'AR'],
  ['asha', 'A'],
  ['Asha Kumari Rao', 'AR'],
  ['किरण सिंह', 'किसिं'],
  ['👩🏽‍💻 Dev', '👩🏽‍💻D'],
  ['   ', ''],
])('%s is shown as %s', (name, letters) => {
  expect(initials(name)).toBe(letters);
});
