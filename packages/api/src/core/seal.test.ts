import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { seal, type SealKeys, unseal } from './seal.ts';

const key = randomBytes(32);
const other = randomBytes(32);
const keys: SealKeys = [key];
const purpose = 'passcode:0123456789';
const sealed = seal('7K2M9QXRT', { keys, purpose, random: randomBytes });

const flip = (text: string, at: number) => {
  const bytes = Buffer.from(text.split('.')[2]!, 'base64url');
  bytes[at < 0 ? bytes.length + at : at]! ^= 1;
  return [...text.split('.').slice(0, 2), bytes.toString('base64url')].join('.');
};

describe('a sealed text', () => {
  it('opens with the key and the purpose it was sealed for', () => expect(unseal(sealed, { keys, purpose })).toBe('7K2M9QXRT'));
  it('does not show what it holds', () => expect(sealed).not.toContain('7K2M9QXRT'));
  it('differs each time', () => expect(seal('7K2M9QXRT', { keys, purpose, random: randomBytes })).not.toBe(sealed));
  it('still opens after another key took over', () => expect(unseal(sealed, { keys: [other, key], purpose })).toBe('7K2M9QXRT'));

  it.each([
    ['another key', () => unseal(sealed, { keys: [other], purpose })],
    ['another purpose', () => unseal(sealed, { keys, purpose: 'passcode:9876543210' })],
    ['a changed nonce', () => unseal(flip(sealed, 0), { keys, purpose })],
    ['a changed text', () => unseal(flip(sealed, 12), { keys, purpose })],
    ['a changed tag', () => unseal(flip(sealed, -1), { keys, purpose })],
    ['another version', () => unseal(sealed.replace('v1.', 'v2.'), { keys, purpose })],
    ['nothing', () => unseal('', { keys, purpose })],
    ['a stump', () => unseal(sealed.slice(0, 20), { keys, purpose })],
  ])('does not open with %s', (_, open) => expect(open).toThrow());
});
