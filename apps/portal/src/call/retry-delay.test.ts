import { expect, it } from 'vitest';
import { queueDelay } from '@sabha/domain/residency/retry-delay';
import { MEND_LIMIT_MS, mendPolicy, rejoinDelay } from './retry-delay.ts';

it.each([
  [0, 300],
  [1, 800],
  [2, 1_500],
  [5, 8_000],
  [50, 8_000],
])('waits for attempt %i about %i ms', (attempt, delay) => {
  expect(rejoinDelay(attempt, false, () => 0.5)).toBe(delay);
  expect(rejoinDelay(attempt, false, () => 0)).toBe(delay / 2);
  expect(rejoinDelay(attempt, false, () => 0.999)).toBeLessThanOrEqual(delay * 1.5);
});

it('waits long when it was told to slow down', () => {
  expect(rejoinDelay(0, true, () => 0.5)).toBe(30_000);
});

it.each([
  [0, 1_000],
  [3, 8_000],
  [5, 20_000],
  [500, 20_000],
])('asks anew from the queue, attempt %i, after about %i ms and never with everybody at once', (attempt, delay) => {
  expect(queueDelay(attempt, () => 0.5)).toBe(delay);
  expect(queueDelay(attempt, () => 0)).toBe(delay / 2);
  expect(queueDelay(attempt, () => 0.999)).toBeGreaterThan(delay * 1.49);
});

it('mends with short steps up to a limit', () => {
  const policy = mendPolicy(() => 0.5);
  const delay = (retryCount: number, elapsedMs: number) => policy.nextRetryDelayInMs({ retryCount, elapsedMs });
  expect([0, 1, 2, 3, 4, 5, 20].map((count) => delay(count, 0))).toEqual([200, 400, 800, 1_000, 1_000, 1_000, 1_000]);
  expect(delay(9, MEND_LIMIT_MS)).toBe(1_000);
  expect(delay(9, MEND_LIMIT_MS + 1)).toBeNull();
});
