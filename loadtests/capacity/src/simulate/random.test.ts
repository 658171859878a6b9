import { describe, expect, it, test } from 'vitest';
import { randomFrom } from './random.ts';

const draw = (count: number, next: () => number) => Array.from({ length: count }, next);
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return meanOf(values.map((value) => (value - mean) ** 2));
}

describe('chance', () => {
  it('is the same for one seed, and another for another', () => {
    const first = draw(20, randomFrom(7).share);
    expect(draw(20, randomFrom(7).share)).toEqual(first);
    expect(draw(20, randomFrom(8).share)).not.toEqual(first);
  });

  it('gives shares between 0 and 1', () => {
    const shares = draw(20_000, randomFrom(1).share);
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...shares)).toBeLessThan(1);
    expect(meanOf(shares)).toBeCloseTo(0.5, 1);
  });

  it('gives normal deviations of mean 0 and variance 1', () => {
    const deviations = draw(20_000, randomFrom(2).normal);
    expect(Math.abs(meanOf(deviations))).toBeLessThan(0.03);
    expect(Math.abs(varianceOf(deviations) - 1)).toBeLessThan(0.05);
  });

  // Mean and variance of a Poisson count are the same.
  test.each([0.3, 4, 49, 500])('counts about a mean of %f', (mean) => {
    const random = randomFrom(3);
    const counts = draw(20_000, () => random.poisson(mean));
    expect(Math.abs(meanOf(counts) / mean - 1)).toBeLessThan(0.03);
    expect(Math.abs(varianceOf(counts) / mean - 1)).toBeLessThan(0.06);
  });

  it('counts nothing about nothing', () => {
    const random = randomFrom(4);
    expect(draw(100, () => random.poisson(0)).every((count) => count === 0)).toBe(true);
  });
});
