/** When a call tries again; those who wait for a media server ask as packages/domain says. */
import { delayAt } from '@sabha/domain/residency/retry-delay';
import type { ReconnectPolicy } from 'livekit-client';

/** How long livekit-client mends a connection with the pass it has; then the call asks for a new one. */
export const MEND_LIMIT_MS = 30_000;

const MEND_STEPS = [200, 400, 800, 1_000];
const REJOIN_STEPS = [300, 800, 1_500, 3_000, 5_000, 8_000];
const SLOW_DOWN_MS = 30_000;

/** Steps stay short because a media server that started anew is noticed only by asking it. */
export function mendPolicy(random: () => number): ReconnectPolicy {
  return {
    nextRetryDelayInMs: ({ retryCount, elapsedMs }) =>
      elapsedMs > MEND_LIMIT_MS ? null : delayAt(MEND_STEPS, retryCount, random),
  };
}

/** `attempt` counts from 0; there is no last one, because a person decides when to give up. */
export function rejoinDelay(attempt: number, slowDown: boolean, random: () => number): number {
  return delayAt(slowDown ? [SLOW_DOWN_MS] : REJOIN_STEPS, attempt, random);
}
