import { expect, test } from 'vitest';
import { isInstalled } from '../../bin/lock-file.mjs';

const locked = { version: '1.0.0', integrity: 'sha512-a' };
const place = 'node_modules/thing';

test.each([
  { name: 'the same', wanted: locked, installed: locked, complete: true },
  { name: 'another version', wanted: locked, installed: { ...locked, version: '1.0.1' }, complete: false },
  {
    name: 'another content under the same version',
    wanted: locked,
    installed: { ...locked, integrity: 'sha512-b' },
    complete: false,
  },
  { name: 'missing', wanted: locked, installed: undefined, complete: false },
  { name: 'missing, for another platform', wanted: { ...locked, optional: true }, installed: undefined, complete: true },
])('installed packages against the lock file: $name', ({ wanted, installed, complete }) => {
  expect(isInstalled({ '': {}, [place]: wanted }, installed === undefined ? {} : { [place]: installed })).toBe(complete);
});
