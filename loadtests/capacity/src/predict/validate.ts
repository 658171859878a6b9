/** The model against runs that it was not fitted to. A miss is a row of the table like any other. */
import { configurationOf, featuresOf } from '../fit/observe.ts';
import type { Measurement } from '../measurement.ts';
import { type CapacityModel, fitCapacity, predict } from './predict.ts';

/** The promise of the model: predictions are this near to what was measured, as a share. */
export const TOLERANCE = 0.15;

export type Verdict = 'kept' | 'missed' | 'undecided';
export type Comparison = Readonly<{
  heldOut: string;
  quantity: 'm-cores per participant' | 'largest clean load';
  measured: string;
  predicted: Readonly<{ low: number; expected: number; high: number }> | null;
  /** (predicted - measured) / measured; null where it cannot be told. */
  error: number | null;
  verdict: Verdict;
  note: string;
}>;

/** Each scenario in turn is held out, and predicted by a model of all the others. */
export function validateEachScenario(runs: readonly Measurement[]): readonly Comparison[] {
  const scenarios = [...new Set(runs.filter((run) => featuresOf(run) !== null).map(({ scenario }) => scenario))];
  return scenarios.flatMap((scenario) => validateHeldOut(runs, (run) => run.scenario === scenario));
}

/** Each configuration in turn is left out, its repeats with it, and its cost predicted by a model of all the others. */
export function validateEachConfiguration(runs: readonly Measurement[]): readonly Comparison[] {
  const configurations = [...new Set(runs.filter((run) => featuresOf(run) !== null).map(configurationOf))];
  return configurations.flatMap((left) => {
    const model = modelOrReason(runs.filter((run) => configurationOf(run) !== left));
    return compareCost(
      model,
      runs.filter((run) => configurationOf(run) === left),
    );
  });
}

/** A model of the runs that are not held out, against those that are. */
export function validateHeldOut(runs: readonly Measurement[], isHeldOut: (run: Measurement) => boolean): readonly Comparison[] {
  const heldOut = runs.filter(isHeldOut);
  const model = modelOrReason(runs.filter((run) => !isHeldOut(run)));
  const scenarios = [...new Set(heldOut.map(({ scenario }) => scenario))];
  return [
    ...compareCost(model, heldOut),
    ...scenarios.flatMap((scenario) =>
      compareLoad(
        model,
        heldOut.filter((run) => run.scenario === scenario),
      ),
    ),
  ];
}

function modelOrReason(runs: readonly Measurement[]): CapacityModel | string {
  try {
    return fitCapacity(runs);
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

const judge = (error: number): Verdict => (Math.abs(error) <= TOLERANCE ? 'kept' : 'missed');

/** Repeats of one configuration are one thing that was measured: their mean. */
function compareCost(model: CapacityModel | string, runs: readonly Measurement[]): readonly Comparison[] {
  const measured = runs.filter((run) => run.quality.isClean && run.media?.millicores !== undefined && featuresOf(run) !== null);
  return [...Map.groupBy(measured, configurationOf)].map(([heldOut, repeats]) => {
    const each = repeats.map(({ media, participants }) => (media?.millicores ?? 0) / participants);
    const mean = each.reduce((sum, value) => sum + value, 0) / each.length;
    const shown =
      each.length > 1
        ? `${mean.toFixed(2)} (${Math.min(...each).toFixed(2)} to ${Math.max(...each).toFixed(2)})`
        : mean.toFixed(2);
    const row = { heldOut, quantity: 'm-cores per participant', measured: shown } as const;
    if (typeof model === 'string') return { ...row, predicted: null, error: null, verdict: 'undecided', note: model };
    const predictions = repeats.flatMap((run) => predictionFor(model, run));
    const at = (which: 'low' | 'expected' | 'high') =>
      predictions.reduce((sum, { millicoresPerParticipant }) => sum + millicoresPerParticipant[which], 0) / predictions.length;
    const predicted = { low: at('low'), expected: at('expected'), high: at('high') };
    const error = predicted.expected / mean - 1;
    const isCounted = repeats.every(({ derived }) => derived?.['media.packetsOutPerSecond'] === undefined);
    return { ...row, predicted, error, verdict: judge(error), note: isCounted ? '' : 'its packets were worked out, not counted' };
  });
}

function predictionFor(model: CapacityModel, run: Measurement) {
  const features = featuresOf(run);
  return features ? [predict(model, { features, cores: run.rig.cores, isShared: true })] : [];
}

/** What was measured is a bracket: the largest load that was clean, and the smallest above it that was not. */
function compareLoad(model: CapacityModel | string, runs: readonly Measurement[]): readonly Comparison[] {
  const clean = runs.filter(({ quality }) => quality.isClean);
  const most = clean.toSorted((one, other) => other.participants - one.participants).find((run) => featuresOf(run) !== null);
  if (!most) return [];
  const above = runs
    .filter((run) => !run.quality.isClean && run.participants > most.participants)
    .map(({ participants }) => participants);
  const row = { heldOut: most.scenario, quantity: 'largest clean load' } as const;
  const least = above.length > 0 ? Math.min(...above) : null;
  const measured = least === null ? `at least ${most.participants}` : `${most.participants} to ${least}`;
  const [prediction] = typeof model === 'string' ? [] : predictionFor(model, most);
  if (typeof model === 'string' || !prediction)
    return [
      {
        ...row,
        measured,
        predicted: null,
        error: null,
        verdict: 'undecided',
        note: typeof model === 'string' ? model : 'packets not counted',
      },
    ];
  const predicted = prediction.largestCleanLoad;
  if (least !== null) {
    const error = predicted.expected / ((most.participants + least) / 2) - 1;
    if (model.limit.isBracketed)
      return [{ ...row, measured, predicted, error, verdict: judge(error), note: 'error against the middle' }];
    // A lower bound is refuted by what it goes beyond, and confirmed by nothing.
    const verdict = error > TOLERANCE ? 'missed' : 'undecided';
    const note = 'a lower bound alone: no other scenario was driven until it broke';
    return [{ ...row, measured, predicted, error, verdict, note }];
  }
  // Nobody drove it until it broke: a prediction above is not refuted, one below is.
  const error = predicted.expected / most.participants - 1;
  const isBelow = error < 0;
  const verdict = isBelow ? judge(error) : 'undecided';
  return [{ ...row, measured, predicted, error: isBelow ? error : null, verdict, note: 'not driven until it broke' }];
}
