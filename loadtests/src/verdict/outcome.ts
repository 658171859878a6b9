import type { Doubt, Outcome, PromiseResult } from '../report/report.ts';

/** A promise that was broken for certain stays broken beside a doubt about something else only if the run is valid: doubts go first. */
export function outcomeOf(doubts: readonly Doubt[], promises: readonly PromiseResult[]): Outcome {
  if (doubts.length > 0 || promises.length === 0) return 'not valid';
  return promises.every(({ met, value }) => met && value !== null) ? 'met' : 'not met';
}

export const exitCodes: Readonly<Record<Outcome, number>> = { met: 0, 'not met': 1, 'not valid': 2 };
