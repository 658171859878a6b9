import { isMeasured } from '../report/figures.ts';
import type { Doubt, Outcome, PromiseResult } from '../report/report.ts';

/** A promise for which nothing was measured is not kept, whatever its `met` says. */
export const isKept = ({ met, value }: PromiseResult): boolean => met && isMeasured(value);

/** Doubts go first: a run that is not valid says nothing of a promise, whichever way its figure points. */
export function outcomeOf(doubts: readonly Doubt[], promises: readonly PromiseResult[]): Outcome {
  if (doubts.length > 0 || promises.length === 0) return 'not valid';
  return promises.every(isKept) ? 'met' : 'not met';
}

export const exitCodes: Readonly<Record<Outcome, 0 | 1 | 2>> = { met: 0, 'not met': 1, 'not valid': 2 };
