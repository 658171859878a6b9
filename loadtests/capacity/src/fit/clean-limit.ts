/** How busy a machine may be before sound and picture suffer: between the busiest clean run and the idlest that was not. */
import type { Estimate } from '../estimate.ts';
import type { Measurement } from '../measurement.ts';
import { costOf, type FittedModel } from './fit-model.ts';
import { featuresOf } from './observe.ts';

/** Shares of all processors of the machine, 0 to 1. `isBracketed`: whether a run that was too much was seen at all. */
export type CleanLimit = Readonly<{ busyShare: Estimate; isBracketed: boolean }>;

export type MachineModel = Readonly<{ media: FittedModel; rest: FittedModel | null }>;

/** Of machines that media servers share with the load generator. @throws RangeError when no clean run counted its packets */
export function findCleanLimit({ media, rest }: MachineModel, runs: readonly Measurement[]): CleanLimit {
  const seen = runs.flatMap((run) => {
    const features = featuresOf(run);
    if (features === null) return [];
    const cost = costOf(media.coefficients, features) + (rest ? costOf(rest.coefficients, features) : 0);
    const told = cost / (run.rig.cores * 1000);
    const seenBusy = run.rig.idleShare === undefined ? told : 1 - run.rig.idleShare;
    // Packets that were lost are not among those counted: by them alone a machine that was too busy looks idle.
    const share = run.quality.isClean ? seenBusy : Math.max(told, seenBusy);
    return [{ scenario: run.scenario, isClean: run.quality.isClean, share }];
  });
  const clean = seen.filter(({ isClean }) => isClean);
  if (clean.length === 0) throw new RangeError('no clean run: nothing says how busy a machine may be');
  const brackets = [...new Set(seen.map(({ scenario }) => scenario))].flatMap((scenario) => {
    const ofIt = seen.filter((run) => run.scenario === scenario);
    const low = Math.max(...ofIt.filter(({ isClean }) => isClean).map(({ share }) => share));
    const high = Math.min(1, ...ofIt.filter(({ isClean, share }) => !isClean && share > low).map(({ share }) => share));
    const isBracket = Number.isFinite(low) && ofIt.some(({ isClean, share }) => !isClean && share > low);
    return isBracket ? [{ low: Math.min(low, 1), high }] : [];
  });
  if (brackets.length === 0) {
    const busiest = Math.min(1, Math.max(...clean.map(({ share }) => share)));
    return { busyShare: { low: busiest, expected: busiest, high: 1 }, isBracketed: false };
  }
  const middle = brackets.reduce((sum, { low, high }) => sum + (low + high) / 2, 0) / brackets.length;
  const busyShare = {
    low: Math.min(...brackets.map(({ low }) => low)),
    expected: middle,
    high: Math.max(...brackets.map(({ high }) => high)),
  };
  return { busyShare, isBracketed: true };
}
