import { expect, it, test } from 'vitest';
import { policyStatement, readPolicyStatement } from './policy-note.ts';

const sha256 = 'a1'.repeat(32);

it.each([1, 12, 999_999_999])('is read as it was written, version %d', (version) => {
  expect(readPolicyStatement(policyStatement({ version, sha256 }))).toEqual({ version, sha256 });
});

it('is three lines that people can read', () => {
  expect(policyStatement({ version: 3, sha256 })).toBe(`sabha-residency-policy\nversion 3\nsha256 ${sha256}\n`);
});

const text = policyStatement({ version: 3, sha256 });
test.each([
  ['nothing', ''],
  ['another subject', text.replace('policy', 'receipt')],
  ['a version with a nought in front', text.replace('version 3', 'version 03')],
  ['version nought', text.replace('version 3', 'version 0')],
  ['a version too large', text.replace('version 3', 'version 1000000000')],
  ['half a version', text.replace('version 3', 'version 3.5')],
  ['a hash in capitals', text.replace(sha256, sha256.toUpperCase())],
  ['half a hash', text.replace(sha256, sha256.slice(32))],
  ['another line', `${text}version 4\n`],
  ['a line before', `\n${text}`],
  ['no line break at its end', text.trimEnd()],
  ['line ends of Windows', text.replaceAll('\n', '\r\n')],
])('is not %s', (_, changed) => {
  expect(readPolicyStatement(changed)).toBeNull();
});
