/** When to try again. Randomness is handed in; delays are in milliseconds and spread by half, so that a hall of people does not return in one instant. */
import type { ReconnectPolicy } from 'livekit-client';

/** How long livekit-client mends a connection with the pass it has; then the call asks for a new one. */
export const MEND_LIMIT_MS = 30_000;

const MEND_STEPS = [200, 400, 800, 1_000];
const REJOIN_STEPS = [300, 800, 1_500, 3_000, 5_000, 8_000];
/** A server that was overloaded must not be met by everybody at once, and one that is gone is not back in a moment. */
const QUEUE_STEPS = [1_000, 2_000, 4_000, 8_000, 15_000, 20_000];
const SLOW_DOWN_MS = 30_000;

/** Steps stay short because a media server that started anew is noticed only by asking it. */
export function mendPolicy(random: () => number): ReconnectPolicy {
  return {
    nextRetryDelayInMs: ({ retryCount, elapsedMs }) =>
      elapsedMs > MEND_LIMIT_MS ? null : spread(step(MEND_STEPS, retryCount), random),
  };
}

/** `attempt` counts from 0; there is no last one, because a person decides when to give up. */
export function rejoinDelay(attempt: number, slowDown: boolean, random: () => number): number {
  return spread(slowDown ? SLOW_DOWN_MS : step(REJOIN_STEPS, attempt), random);
}

/** For those who wait until a media server may take them; `attempt` counts from 0. */
export function queueDelay(attempt: number, random: () => number): number {
  return spread(step(QUEUE_STEPS, attempt), random);
}

function step(steps: readonly number[], index: number): number {
  return steps[Math.min(index, steps.length - 1)] ?? 0;
}

function spread(delay: number, random: () => number): number {
  return Math.round(delay * (0.5 + random()));
}
