import { describe, expect, it } from 'vitest';
import { judge, promising, type Promised } from '../../lib/promise.ts';

const inTime: Promised = { id: 'a', sentence: 'A', metric: 'wait', bound: 'p(95)<500', unit: 'ms' };
const ok = (bound: string, kept = true) => ({ [bound]: { ok: kept } });

describe('a promise', () => {
  it('is met when k6 says so of samples that exist', () => {
    const data = { metrics: { wait: { values: { 'p(95)': 120, count: 40 }, thresholds: ok('p(95)<500') } } };
    expect(judge(inTime, data)).toMatchObject({ value: 120, samples: 40, met: true });
  });

  it('is not met when k6 says that a threshold was crossed', () => {
    const data = { metrics: { wait: { values: { 'p(95)': 900, count: 40 }, thresholds: ok('p(95)<500', false) } } };
    expect(judge(inTime, data)).toMatchObject({ value: 900, met: false });
  });

  it('is not met without samples, though k6 lets the threshold pass', () => {
    const data = { metrics: { wait: { values: { 'p(95)': 0, count: 0 }, thresholds: ok('p(95)<500') } } };
    expect(judge(inTime, data)).toMatchObject({ value: null, samples: 0, met: false });
  });

  it('is not met when nobody ever heard of its metric', () => {
    expect(judge(inTime, { metrics: {} })).toMatchObject({ value: null, samples: 0, met: false });
  });

  it('that something never happens needs somebody who looked', () => {
    const never: Promised = { ...inTime, metric: 'thrown_out', bound: 'count<1', unit: '', seenBy: 'joined' };
    const thrown_out = { values: { count: 0 }, thresholds: ok('count<1') };
    expect(judge(never, { metrics: { thrown_out } })).toMatchObject({ value: null, met: false });
    const joined = { values: { passes: 5, fails: 0, rate: 1 } };
    expect(judge(never, { metrics: { thrown_out, joined } })).toMatchObject({ value: 0, samples: 5, met: true });
  });

  it('becomes a threshold, several of one metric beside each other', () => {
    const { thresholds } = promising([inTime, { ...inTime, id: 'b', bound: 'p(99)<900' }], {});
    expect(thresholds).toEqual({ wait: ['p(95)<500', 'p(99)<900'] });
  });
});
