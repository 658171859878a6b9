import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { lineSchema, textSchema } from './contract.ts';

const schemas = { line: lineSchema(160), text: textSchema(4000) } as const satisfies Readonly<Record<string, z.ZodType>>;

describe.each(Object.entries(schemas))('a %s', (_, schema) => {
  test('is kept as it was typed, in form C', () => {
    for (const text of ['प्रदर्शन मंत्रालय की बैठक', 'cafe\u0301', 'اَلْعَرَبِيَّةُ', '👩🏽‍💻 x', 'Việt Nam'.normalize('NFD')])
      expect(schema.parse(`  ${text} `)).toBe(text.normalize('NFC'));
  });

  // Out of order, each mark is moved past all before it: a hundred thousand took half a minute.
  test.each([
    ['a megabyte of marks', `a${'\u0301\u0316'.repeat(30_000)}`],
    ['many runs of marks', 'a\u0301\u0316'.repeat(200_000)],
    ['a megabyte', 'x'.repeat(1_000_000)],
    ['a megabyte of blanks', ' '.repeat(1_000_000)],
  ])('is not looked into when it is %s', (_what, text) => {
    const began = performance.now();
    expect(schema.safeParse(text).success).toBe(false);
    expect(performance.now() - began).toBeLessThan(250);
  });
});

test('a text has no more marks in a row than any script writes', () => {
  expect(schemas.text.safeParse(`a${'\u0301'.repeat(30)}`).success).toBe(true);
  expect(schemas.text.safeParse(`a${'\u0301'.repeat(31)}`).success).toBe(false);
});
