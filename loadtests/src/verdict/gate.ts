/** When a comparison says "dearer", and what that comes to in a run that is held to its baselines (`--gate`). */
import type { ComparedFigure, Comparison, Doubt, PromiseResult, Report } from '../report/report.ts';
import { outcomeOf } from './outcome.ts';

/** Two runs of one commit are held to agree within 10 %. */
const MOST = 1.1;

export type Reading = 'dearer' | 'cheaper' | 'within 10 %';

export function readingOf({ ratio }: ComparedFigure): Reading {
  if (ratio > MOST) return 'dearer';
  return ratio < 1 / MOST ? 'cheaper' : 'within 10 %';
}

export const gatedOf = ({ rows }: Comparison): readonly ComparedFigure[] => rows.filter(({ isGated }) => isGated);

/** None on another rig: there a ratio compares machines. */
export function dearerOf(comparison: Comparison): readonly ComparedFigure[] {
  return comparison.sameRig ? gatedOf(comparison).filter((row) => readingOf(row) === 'dearer') : [];
}

/** A gated run: that no cost is dearer is promised like the rest, and a gate that holds nothing is a doubt. */
export function holdTo(baseline: Comparison, report: Report): Report {
  const promises = [...report.promises, ...promisesOfGate(baseline)];
  const doubts = [...report.doubts, ...doubtsOfGate(baseline)];
  return { ...report, promises, doubts, outcome: outcomeOf(doubts, promises) };
}

function promisesOfGate(comparison: Comparison): readonly PromiseResult[] {
  if (!comparison.sameRig) return [];
  const dearer = dearerOf(comparison);
  return gatedOf(comparison).map((row) => ({
    id: `gate.${row.id}`,
    scenario: row.phase,
    sentence: `${row.sentence}: at most a tenth above the baseline`,
    metric: `${row.id}, now / then`,
    bound: `ratio<=${MOST}`,
    unit: '',
    value: row.ratio,
    samples: comparison.baselines.length,
    met: !dearer.includes(row),
  }));
}

function doubtsOfGate(comparison: Comparison): readonly Doubt[] {
  if (!comparison.sameRig)
    return [doubt('The baseline ran on another machine, kernel or settings, so this run cannot be held to its costs (--gate).')];
  if (gatedOf(comparison).length === 0)
    return [doubt('This run and the baseline have no cost in common, so there is nothing to hold it to (--gate).')];
  return [];
}

const doubt = (sentence: string): Doubt => ({ kind: 'baseline', phase: null, sentence });
