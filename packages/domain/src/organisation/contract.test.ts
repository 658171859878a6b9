import { describe, expect, test } from 'vitest';
import { emailSchema, lineSchema, slugSchema } from './contract.ts';

const name = lineSchema(20);

describe('a name', () => {
  test.each([
    ['of nothing but zero-width spaces', '\u200B\u200B'],
    ['of a Hangul filler', '\u3164'],
    ['of blanks of Braille', '\u2800\u2800'],
    ['of soft hyphens', '\u00AD'],
    ['of marks of direction', '\u200E\u200F'],
    ['of tags', '\u{E0041}'],
    ['of private use', '\uE000'],
    ['of an emoji', '🙂'],
    ['of accents without a letter', '\u0301\u0301'],
    ['of signs', '-- ?'],
    ['in two lines', 'Asha\nHost'],
    ['with a control character', 'Asha\u0007'],
    ['with a separator of lines', 'Asha\u2028Host'],
    ['that is half a character', 'Asha\uD800'],
    ['that is too long', 'x'.repeat(21)],
    ['that is longer than anything', '\u200B'.repeat(1_000_000)],
  ])('%s is refused', (_what, text) => {
    expect(name.safeParse(text).success).toBe(false);
  });

  test.each([
    ['with what nobody sees inside', ' \u202EAs\u200Bha\u00AD ', 'Asha'],
    ['as long as it may be, once made legible', `${'x'.repeat(20)}${'\u200B'.repeat(20)}`, 'x'.repeat(20)],
    ['in Hindi', 'शक्‍ति', 'शक्‍ति'],
    ['in Tamil', 'கிருஷ்ணமூர்த்தி', 'கிருஷ்ணமூர்த்தி'],
    ['in Urdu', 'بی\u200Cبی عائشہ', 'بی\u200Cبی عائشہ'],
    ['with an emoji', 'Asha 👩🏽‍💻', 'Asha 👩🏽‍💻'],
    ['of a digit', '7', '7'],
  ])('%s is taken', (...[, typed, kept]) => {
    expect(name.parse(typed)).toBe(kept);
  });
});

describe('a mail address', () => {
  test.each([
    ['in any case, with spaces around it', ' Asha@Health.Example ', 'asha@health.example'],
    ['with a Kelvin sign for a k', 'ra\u212Aesh@health.example', null],
    ['with a letter of another script', 'аsha@health.example', null],
    ['with a NUL', 'asha\u0000@health.example', null],
    ['that is two', 'a@b.example, c@d.example', null],
  ])('%s', (...[, typed, kept]) => {
    expect(emailSchema.safeParse(typed).data ?? null).toBe(kept);
  });
});

test.each(['', 'Health', 'he\u0000alth', '../health', 'health ', 'स्वास्थ्य', 'x'.repeat(81)])('%j is no slug', (text) => {
  expect(slugSchema.safeParse(text).success).toBe(false);
});
