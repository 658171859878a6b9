import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isReadable, legible } from './legible.ts';

test.each([
  ['Hindi, with a half letter that a joiner makes', 'शक्‍ति शर्मा'],
  ['Hindi, with a conjunct that a non-joiner breaks', 'सद्‌भावना'],
  ['Hindi, with nukta, vowel sign and candrabindu on one letter', 'ज़ूँ ड़ॉं'],
  ['Tamil', 'கிருஷ்ணமூர்த்தி'],
  ['Malayalam, with a chillu written the old way, at the end of a word', 'രാജന്\u200D'],
  ['Urdu, with a non-joiner inside a word and vowel points', 'بی\u200Cبی عائشہ مُحَمَّدٌ'],
  ['Bengali, with a joiner after ra', 'র\u200D্যাম'],
  ['Kannada', 'ಶ್ರೀನಿವಾಸ'],
  ['Telugu', 'శ్రీలక్ష్మి'],
  ['Gujarati', 'હર્ષદભાઈ'],
  ['Punjabi', 'ਗੁਰਪ੍ਰੀਤ'],
  ['Odia', 'ଜଗନ୍ନାଥ'],
  ['Meetei', 'ꯇꯣꯝꯕꯥ'],
  ['Burmese, seven marks on a letter', 'ကျွန်ုပ် မြွှေးံ့'],
  ['Vietnamese', 'Nguyễn Thị Ằng'],
  ['an emoji that is put together', 'Asha 👩🏽‍💻 ❤️ 🏳️‍🌈'],
  ['a keycap', 'Ward 1️⃣'],
  ['punctuation and digits', "O'Brien-Rao (IT), 2nd floor"],
])('keeps %s', (_what, text) => {
  expect(legible(text)).toBe(text.normalize('NFC'));
});

test.each([
  ['a zero-width space', 'As\u200Bha'],
  ['a word joiner and a byte order mark', 'As\u2060\uFEFFha'],
  ['a soft hyphen', 'As\u00ADha'],
  ['marks of direction', '\u200EAs\u200F\u061Cha'],
  ['overrides and isolates of direction', '\u202EAs\u2066h\u2069a\u202C'],
  ['Hangul fillers', '\u115F\u1160As\u3164h\uFFA0a'],
  ['a blank of Braille', '\u2800Asha\u2800'],
  ['tags', 'Asha\u{E0061}\u{E0062}\u{E007F}'],
  ['private use, of any plane', 'As\uE000h\u{F0000}a\u{10FFFD}'],
  ['noncharacters', 'As\uFFFEh\u{1FFFF}a'],
  ['annotations', 'As\uFFF9ha\uFFFB'],
  ['a joiner that joins nothing', '\u200DAsha\u200D \u200C'],
  ['all joiners but one', 'As\u200D\u200C\u200Dha', 'As\u200Dha'],
  ['a variation of what has none', 'A\uFE0Fs\uFE00ha\u{E0100}'],
  ['a grapheme joiner, and composes what it kept apart', 'e\u034F\u0301', 'é'],
])('takes out %s', (...[, text, left = 'Asha']) => {
  expect(legible(text).trim()).toBe(left);
});

it('cuts a tower of accents down', () => {
  const tower = `A${'\u0336'.repeat(40)}sha${'\u030D\u0489'.repeat(40)}`;
  expect(legible(tower)).toBe(`A${'\u0336'.repeat(8)}sha${'\u030D\u0489'.repeat(4)}`);
  expect(legible(`A${'\u0336\u200D'.repeat(40)}`)).toBe(`A${'\u0336\u200D'.repeat(8)}`);
});

describe('whatever comes', () => {
  const some = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom(
        'a',
        'क',
        '्',
        'ര',
        '\u200C',
        '\u200D',
        '\u200B',
        '\u034F',
        '\u0301',
        '❤',
        '\uFE0F',
        '👩',
        '🏽',
        '1',
        ' ',
      ),
    }),
  );

  it('changes nothing the second time', () => {
    fc.assert(fc.property(some, (text) => legible(legible(text)) === legible(text)));
  });

  it('leaves nothing that is hidden but joiners and the style of an emoji', () => {
    const seen = (text: string) => /[\p{Default_Ignorable_Code_Point}\p{Co}]/u.test(text.replaceAll(/[\u200C\u200D\uFE0F]/g, ''));
    fc.assert(fc.property(some, (text) => !seen(legible(text))));
  });
});

test.each([
  ['', false],
  ['   ', false],
  ['🙂', false],
  ['…', false],
  ['\u0301', false],
  ['अ', true],
  ['7', true],
  ['٣', true],
])('%j can be told apart: %s', (text, expected) => {
  expect(isReadable(text)).toBe(expected);
});
