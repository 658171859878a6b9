import { describe, expect, it } from 'vitest';
import { canonicalJson, readCanonicalJson, type Json } from './canonical-json.ts';

describe('canonical JSON', () => {
  it.each([
    [null, 'null'],
    [true, 'true'],
    [0, '0'],
    [-7, '-7'],
    ['', '""'],
    ['सभा "1"\n\u0001\\/', '"सभा \\"1\\"\\n\\u0001\\\\/"'],
    [[1, [], {}], '[1,[],{}]'],
    [{ b: 1, a: { d: 2, c: 3 } }, '{"a":{"c":3,"d":2},"b":1}'],
    // RFC 8785, section 3.2.3: by UTF-16 units, in which what lies beyond the first plane comes before the last of it.
    [{ '\ufb33': 1, '\u{1f600}': 2, '\u20ac': 3, '1': 4, '\r': 5 }, '{"\\r":5,"1":4,"\u20ac":3,"\u{1f600}":2,"\ufb33":1}'],
  ] as [Json, string][])('of %j', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
    expect(readCanonicalJson(text)).toEqual(value);
  });

  it.each([0.5, NaN, Infinity, 2 ** 53, -0])('refuses the number %s', (value) => {
    expect(() => canonicalJson(value)).toThrow(RangeError);
  });
  it('refuses half a character', () => expect(() => canonicalJson('\ud800')).toThrow(RangeError));
});

it.each(['{"b":1,"a":2}', '{"a": 1}', '[1 ]', '"\\u0041"', '1.0', '1e3', '{"a":1,"a":2}', '{', ''])(
  'reads no text that is not canonical: %s',
  (text) => expect(readCanonicalJson(text)).toBeNull(),
);
