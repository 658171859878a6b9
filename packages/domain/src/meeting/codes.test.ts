import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  codeFromBytes,
  formatJoinCode,
  formatPasscode,
  JOIN_CODE_SYMBOLS,
  joinCodeSchema,
  normaliseCode,
  PASSCODE_SYMBOLS,
  passcodeSchema,
} from './codes.ts';

const random = fc.uint8Array({ minLength: PASSCODE_SYMBOLS, maxLength: PASSCODE_SYMBOLS });

describe('a code', () => {
  test.each([
    ['as it is shown', 'k7m-4qtx-9hb', 'K7M4QTX9HB'],
    ['without dashes', 'k7m4qtx9hb', 'K7M4QTX9HB'],
    ['with spaces, as it is heard', ' K 7 M 4 Q T X 9 H B ', 'K7M4QTX9HB'],
    ['with o for 0 and i and l for 1', 'o7m-4itx-9hl', '07M41TX9H1'],
    ['one symbol short', 'k7m-4qtx-9h', null],
    ['one symbol long', 'k7m-4qtx-9hbb', null],
    ['with u, which no code has', 'u7m-4qtx-9hb', null],
    ['with a sign', 'k7m-4qtx-9h%', null],
    ['in digits of another script', '७७m-4qtx-9hb', null],
    ['empty', '', null],
  ])('%s', (...[, typed, meant]) => {
    expect(normaliseCode(typed, JOIN_CODE_SYMBOLS)).toBe(meant);
    expect(joinCodeSchema.safeParse(typed).data ?? null).toBe(meant);
  });

  it('comes back from the form it is shown in, in either case', () => {
    fc.assert(
      fc.property(random, (bytes) => {
        const code = codeFromBytes(bytes, PASSCODE_SYMBOLS);
        expect(passcodeSchema.parse(formatPasscode(code))).toBe(code);
        expect(passcodeSchema.parse(formatPasscode(code).toLowerCase())).toBe(code);
      }),
    );
  });

  it('uses each of its 32 symbols for as many bytes as any other, so that no guess is better than another', () => {
    const symbols = Array.from({ length: 256 }, (_, byte) => codeFromBytes(Uint8Array.of(byte), 1));
    expect(new Set(symbols).size).toBe(32);
    for (const symbol of new Set(symbols)) expect(symbols.filter((other) => other === symbol)).toHaveLength(8);
  });

  it('is not made of too little chance', () => {
    expect(() => codeFromBytes(new Uint8Array(8), PASSCODE_SYMBOLS)).toThrow(RangeError);
  });

  it('is shown in groups', () => {
    expect(formatJoinCode('K7M4QTX9HB')).toBe('k7m-4qtx-9hb');
    expect(formatPasscode('7K2M9QXRT')).toBe('7K2-M9Q-XRT');
  });
});
