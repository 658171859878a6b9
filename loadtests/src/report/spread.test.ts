import { describe, expect, it } from 'vitest';
import { halfWidth, intervalOfRatio, sliced } from './spread.ts';

describe('the spread inside one run', () => {
  it('is the standard error of the mean of its slices, as a share of it', () => {
    const { relativeError, slices } = sliced([9, 10, 11, 10]);
    expect(relativeError).toBeCloseTo(Math.sqrt(2 / 3) / 2 / 10, 10);
    expect(slices).toBe(4);
  });
  it('is nothing where every slice says the same', () => expect(sliced([3, 3, 3]).relativeError).toBe(0));
  it.each([[[]], [[4]], [[4, 5]], [[0, 0, 0]]])('is not known of %j', (values) =>
    expect(sliced(values).relativeError).toBeNull(),
  );
  it('is shown as what holds 95 %, wider with fewer slices', () => {
    expect(halfWidth({ relativeError: 0.01, slices: 3 })).toBeCloseTo(0.04303, 5);
    expect(halfWidth({ relativeError: 0.01, slices: 8 })).toBeCloseTo(0.02365, 5);
    expect(halfWidth({ relativeError: null, slices: 8 })).toBeNull();
    expect(halfWidth({ relativeError: 0.01, slices: 2 })).toBeNull();
  });
});

describe('the spread of a ratio of two runs', () => {
  const steady = { relativeError: 0.01, slices: 8 };
  it('holds the spreads of both', () => {
    const interval = intervalOfRatio(2, steady, { relativeError: 0.02, slices: 8 });
    const wide = 2.365 * Math.sqrt(0.01 ** 2 + 0.02 ** 2);
    expect(interval?.low).toBeCloseTo(2 * Math.exp(-wide), 10);
    expect(interval?.high).toBeCloseTo(2 * Math.exp(wide), 10);
  });
  it('is as wide as the run with fewer slices makes it', () => {
    const widest = intervalOfRatio(1, steady, { ...steady, slices: 3 });
    expect(widest?.high).toBeGreaterThan(intervalOfRatio(1, steady, steady)?.high ?? Number.NaN);
  });
  it('stays above nothing', () => expect(intervalOfRatio(1, steady, { relativeError: 2, slices: 3 })?.low).toBeGreaterThan(0));
  it('is not known where one of them has none', () => {
    expect(intervalOfRatio(1, steady, { relativeError: null, slices: 8 })).toBeNull();
    expect(intervalOfRatio(1, { relativeError: null, slices: 0 }, steady)).toBeNull();
    expect(intervalOfRatio(1, steady, { relativeError: 0.1, slices: 2 })).toBeNull();
  });
});
