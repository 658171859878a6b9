import { describe, expect, it } from 'vitest';
import { isKept, verdictLine, type Check } from './verdict.ts';

const check = (measured: number): Check => ({ promise: 'the door page', measured, atMost: 1.2, unit: 'times' });

describe('a promise', () => {
  it.each([
    [1.2, true],
    [0.3, true],
    [1.201, false],
    // A figure that could not be measured is no success.
    [Number.NaN, false],
    [Number.POSITIVE_INFINITY, false],
  ])('measured %d is kept: %s', (measured, kept) => expect(isKept(check(measured))).toBe(kept));

  it('says which one, how much and the bound', () => {
    expect(verdictLine(check(1.5))).toBe('BROKEN the door page: 1.50 x (at most 1.20 x)');
    expect(verdictLine({ promise: 'script', measured: 119_940, atMost: 120_000, unit: 'bytes' })).toBe(
      'kept   script: 119.9 kB (at most 120.0 kB)',
    );
  });
});
