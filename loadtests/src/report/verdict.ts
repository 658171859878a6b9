import { showBound, showFigure } from './bound.ts';
import { isMeasured, plural } from './figures.ts';
import { exitCodes, isKept, outcomeOf } from '../verdict/outcome.ts';
import type { Outcome, PromiseResult, Report } from './report.ts';

export type Verdict = Readonly<{ outcome: Outcome; exitCode: 0 | 1 | 2; sentence: string; kept: number; promised: number }>;

export const PROVES_NOTHING = 'This run proves nothing, whatever its figures say.';

/**
 * What the run comes to. The outcome that the report carries is believed only as far as its own lines bear it out: a doubt
 * makes it not valid, a promise without a figure or without promises at all never makes it met.
 */
export function judge(report: Report): Verdict {
  const promised = report.promises.length;
  const kept = report.promises.filter(isKept).length;
  const outcome = worst(report);
  return { outcome, exitCode: exitCodes[outcome], sentence: sentenceFor(outcome, report), kept, promised };
}

/** Promises by scenario, in the order in which the scenarios first appear; broken ones first within each. */
export function byScenario(promises: readonly PromiseResult[]): ReadonlyMap<string, readonly PromiseResult[]> {
  const groups = Map.groupBy(promises, ({ scenario }) => scenario);
  return new Map(
    [...groups].map(([scenario, group]) => [scenario, group.toSorted((a, b) => Number(isKept(a)) - Number(isKept(b)))]),
  );
}

/** “Nobody loses sound” came to 3.05 % (promised: rate < 1 %) */
export function explain(promise: PromiseResult): string {
  const came = isMeasured(promise.value) ? `came to ${showFigure(promise)}` : 'was not measured at all';
  return `“${promise.sentence}” ${came} (promised: ${showBound(promise)})`;
}

/** Of what the report says and what its lines come to. */
function worst({ outcome, doubts, promises }: Report): Outcome {
  const borneOut = outcomeOf(doubts, promises);
  return exitCodes[outcome] > exitCodes[borneOut] ? outcome : borneOut;
}

function sentenceFor(outcome: Outcome, { promises, doubts }: Report): string {
  switch (outcome) {
    case 'met':
      return `${all(promises.length)}, and no check casts doubt on the figures.`;
    case 'not met': {
      const broken = promises.filter((promise) => !isKept(promise));
      const [first] = broken;
      if (first === undefined) return 'The run says that a promise was not met, but names none.';
      return `${broken.length} of ${plural(promises.length, 'promise')} ${broken.length === 1 ? 'was' : 'were'} not met. ${explain(first)}.`;
    }
    case 'not valid': {
      const [first] = doubts;
      if (first !== undefined) return `${PROVES_NOTHING} ${first.sentence}`;
      return promises.length === 0
        ? 'Nothing was promised, so nothing was proved.'
        : 'The run says that it is not valid, but not why.';
    }
  }
}

function all(count: number): string {
  return count === 1 ? 'The one promise was met' : `All ${plural(count, 'promise')} were met`;
}
