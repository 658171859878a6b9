/**
 * Join codes and passcodes that people can read out over a phone: Crockford's base 32, which has no I, L, O, U; what is
 * misheard or mistyped (o for 0, i and l for 1, case, spaces, dashes) is put right before it is compared.
 */
import { z } from 'zod';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const JOIN_CODE_SYMBOLS = 10; // 50 bits: names a meeting, guessed only by luck
export const PASSCODE_SYMBOLS = 9; // 45 bits: the secret, at least 40 are asked for

/** Symbols without separators, or null when the text cannot be one. */
export function normaliseCode(text: string, symbols: number): string | null {
  const plain = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  if (plain.length !== symbols) return null;
  for (const symbol of plain) if (!ALPHABET.includes(symbol)) return null;
  return plain;
}

/** `count` symbols from `random` (one byte per symbol; 256 is a multiple of 32, so no bias). */
export function codeFromBytes(random: Uint8Array, count: number): string {
  if (random.length < count) throw new RangeError(`need ${count} random bytes, got ${random.length}`);
  let code = '';
  for (const byte of random.subarray(0, count)) code += ALPHABET.charAt(byte % 32);
  return code;
}

/** As people see it: a join code in lower case as 3-4-3, a passcode in upper case as 3-3-3. */
export function formatJoinCode(code: string): string {
  const c = code.toLowerCase();
  return `${c.slice(0, 3)}-${c.slice(3, 7)}-${c.slice(7)}`;
}
export function formatPasscode(code: string): string {
  return `${code.slice(0, 3)}-${code.slice(3, 6)}-${code.slice(6)}`;
}

const codeSchema = (symbols: number) =>
  z
    .string()
    .max(64)
    .transform((text, context) => {
      const code = normaliseCode(text, symbols);
      if (code !== null) return code;
      context.issues.push({ code: 'custom', input: text, message: 'not a code' });
      return z.NEVER;
    });
export const joinCodeSchema = codeSchema(JOIN_CODE_SYMBOLS);
export const passcodeSchema = codeSchema(PASSCODE_SYMBOLS);
