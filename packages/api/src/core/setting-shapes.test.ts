import { expect, test } from 'vitest';
import { isPrivateOrigin, listShape, originShape, sealKeyShape } from './setting-shapes.ts';

test.each([
  ['https://sabha.gov.in', true],
  ['http://sabha.gov.in', false],
  ['http://10.0.0.5:3000', false],
  ['http://localhost:3000', true],
  ['http://127.0.0.1:3000', true],
  ['http://[::1]:3000', true],
  ['http://demo.localhost', true],
  ['http://localhost.evil.example', false],
  ['http://127.0.0.1.evil.example', false],
])('%s keeps what is sent to it private: %s', (origin, expected) => {
  expect(isPrivateOrigin(originShape.parse(`${origin}/path`))).toBe(expected);
});

test.each(['ftp://sabha.gov.in', 'sabha.gov.in', ''])('%j is no origin', (text) => {
  expect(originShape.safeParse(text).success).toBe(false);
});

test('a key has 32 bytes', () => {
  expect(sealKeyShape.parse(Buffer.alloc(32, 7).toString('base64'))).toHaveLength(32);
  for (const wrong of ['', 'x', Buffer.alloc(31).toString('base64')]) expect(sealKeyShape.safeParse(wrong).success).toBe(false);
});

test('a list may be empty', () => {
  expect([undefined, '', ' a, b\nc '].map((text) => listShape.parse(text))).toEqual([[], [], ['a', 'b', 'c']]);
});
