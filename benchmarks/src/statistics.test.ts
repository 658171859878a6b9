import { describe, expect, it } from 'vitest';
import { ratioOf, spreadOf } from './statistics.ts';

describe('spreadOf', () => {
  it.each([
    [[3], { median: 3, min: 3, max: 3, runs: 1 }],
    [[9, 1, 5], { median: 5, min: 1, max: 9, runs: 3 }],
    [[10, 1, 2, 3], { median: 2.5, min: 1, max: 10, runs: 4 }],
  ])('%j', (values, spread) => expect(spreadOf(values)).toEqual(spread));

  it('refuses to make a figure out of nothing', () => expect(() => spreadOf([])).toThrow('no value'));
});

it('compares medians', () => expect(ratioOf(spreadOf([6, 6, 100]), spreadOf([5, 4, 6]))).toBe(1.2));
