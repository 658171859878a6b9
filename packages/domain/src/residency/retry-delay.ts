/** When to try again. Randomness is handed in; delays are in milliseconds and spread by half, so that a hall of people does not return in one instant. */

/** A server that was overloaded must not be met by everybody at once, and one that is gone is not back in a moment. */
const QUEUE_STEPS = [1_000, 2_000, 4_000, 8_000, 15_000, 20_000];

/** For those who wait until a media server may take them; `attempt` counts from 0. */
export function queueDelay(attempt: number, random: () => number): number {
  return delayAt(QUEUE_STEPS, attempt, random);
}

/** The step of an attempt, which counts from 0; the last one from there on. */
export function delayAt(steps: readonly number[], attempt: number, random: () => number): number {
  return Math.round((steps[Math.min(attempt, steps.length - 1)] ?? 0) * (0.5 + random()));
}
