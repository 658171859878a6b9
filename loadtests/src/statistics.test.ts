import { describe, expect, it } from 'vitest';
import { percentile } from './statistics.ts';

describe('a percentile', () => {
  it.each([
    [0.5, 50],
    [0.95, 95],
    [0.99, 99],
    [1, 100],
  ])('%d of one to a hundred is %d', (share, value) => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(percentile(hundred, share)).toBe(value);
  });
  it('of nothing is no figure', () => expect(() => percentile([], 0.5)).toThrow(RangeError));
});
