import { expect, test } from 'vitest';
import { chooseLocale } from './choose-locale.ts';

const byHeader: readonly (readonly [header: string, locale: string, why: string])[] = [
  ['', 'en', 'nothing asked for: English'],
  ['hi', 'hi', 'the language itself'],
  ['hi-IN', 'hi', 'a region of it (lookup)'],
  ['HI-in', 'hi', 'tags are not case-sensitive'],
  ['hi-Deva-IN', 'hi', 'script and region'],
  ['hinglish', 'en', 'a longer word is not a region'],
  ['ta', 'en', 'a language that is not there yet'],
  ['ta, hi;q=0.8, en;q=0.7', 'hi', 'the best of those that are there'],
  ['en;q=0.5, hi;q=0.9', 'hi', 'quality before order'],
  ['hi, en', 'hi', 'equal quality: order'],
  ['en-IN, hi', 'en', 'equal quality: order'],
  ['en;q=0, hi;q=0.1', 'hi', 'q=0 means: not this'],
  ['en;q=0, *', 'en', 'refused and the rest unknown: English is all that is left to say'],
  ['*', 'en', 'anything'],
  ['hi;q=0, *;q=0.5', 'en', 'anything but Hindi'],
  ['*;q=0.1, hi;q=0.5', 'hi', 'a name before the wildcard'],
  ['hi ; q=0.9 , en;q=0.8', 'hi', 'white space'],
  ['hi;q=1.5, en;q=0.1', 'en', 'a quality over 1 is no quality'],
  ['hi;q=0.1234, en;q=0.1', 'en', 'four decimals are no quality'],
  ['hi;q=x;q=y, en', 'en', 'nonsense is passed over'],
  [';;;,,,\u0000', 'en', 'nonsense only'],
  [`${'x-y,'.repeat(10_000)}hi`, 'en', 'a forged header is not read to its end'],
];

test.each(byHeader)('Accept-Language %j gives %s: %s', (acceptLanguage, locale) => {
  expect(chooseLocale({ acceptLanguage })).toBe(locale);
});

test('the cookie, being the own choice, wins', () => {
  expect(chooseLocale({ cookie: 'hi', acceptLanguage: 'en' })).toBe('hi');
  expect(chooseLocale({ cookie: 'en', acceptLanguage: 'hi' })).toBe('en');
});

test.each(['', 'xx', 'HI', '__proto__', 'hi; en', null, undefined])(
  'a cookie %j that is no language of ours is ignored',
  (cookie) => {
    expect(chooseLocale({ cookie, acceptLanguage: 'hi' })).toBe('hi');
  },
);
