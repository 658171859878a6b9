import { describe, expect, it } from 'vitest';
import { slicesOf, steadySpan } from './steady-span.ts';
import { BEGAN, madeUpStorm, madeUpWebinar } from './testing/sample-measured.ts';

const { series } = madeUpWebinar(50, () => ({ cores: 0.02, packets: 2000 }));

describe('the steady time', () => {
  it('of media begins when the last one is in, and ends before the first leaves', () =>
    expect(steadySpan(series)).toEqual({ from: BEGAN + 7, to: BEGAN + 48 }));
  it('of a storm of joins is its second half', () =>
    expect(steadySpan(madeUpStorm(40).series)).toEqual({ from: BEGAN + 20, to: BEGAN + 40 }));
  it.each([
    ['nobody came', new Map()],
    ['nobody left, because k6 broke', new Map([...series].filter(([metric]) => metric !== 'iteration_duration'))],
  ])('is none where %s', (_, broken) => expect(steadySpan(broken)).toBeNull());
});

describe('its slices', () => {
  it('are equal, in whole seconds, one after the other', () =>
    expect(slicesOf({ from: 100, to: 113 })).toEqual([
      { from: 100, to: 104 },
      { from: 104, to: 108 },
      { from: 108, to: 112 },
    ]));
  it.each([
    [6, 1, 6],
    [37, 8, 4],
    [80, 8, 10],
  ])('of %d s are %d of %d s', (seconds, count, length) => {
    const slices = slicesOf({ from: 0, to: seconds });
    expect(slices).toHaveLength(count);
    for (const { from, to } of slices) expect(to - from).toBe(length);
  });
});
