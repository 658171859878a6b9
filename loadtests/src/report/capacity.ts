/** What the capacity model says to a run: whether it had foreseen it, and what to buy for more of the same. */
import { fileURLToPath } from 'node:url';
import { featuresOf } from '@sabha/capacity/fit/observe';
import type { Measurement } from '@sabha/capacity/measurement';
import { fitCapacity, predict } from '@sabha/capacity/predict/predict';
import { TOLERANCE, validateHeldOut } from '@sabha/capacity/predict/validate';
import { readMeasured } from '@sabha/capacity/read-inputs';
import type { Advice, Validation } from './report.ts';

const measuredFolder = fileURLToPath(new URL('../../capacity/measured', import.meta.url));

export type FromModel = Readonly<{ validation: Validation | null; advice: readonly Advice[] }>;

/** The model is fitted to the runs that are committed, and this run is none of them: what it says of it is a prediction. */
export async function askModel(measured: readonly Measurement[]): Promise<FromModel> {
  if (measured.length === 0) return { validation: null, advice: [] };
  const committed = (await readMeasured(measuredFolder)).filter(({ id }) => !measured.some((own) => own.id === id));
  return { validation: validate(committed, measured), advice: advise([...committed, ...measured], measured) };
}

function validate(committed: readonly Measurement[], measured: readonly Measurement[]): Validation | null {
  const rows = validateHeldOut([...committed, ...measured], (run) => measured.includes(run)).flatMap((row) => {
    const { heldOut, quantity, predicted, error, verdict } = row;
    if (predicted === null || error === null || verdict === 'undecided') return [];
    const { low, expected, high } = predicted;
    const unit = quantity === 'largest clean load' ? 'participants' : 'm-cores';
    const seen = expected / (1 + error);
    return [
      {
        what: `${heldOut}: ${quantity}`,
        unit,
        predicted: expected,
        low,
        high,
        measured: seen,
        errorPercent: error * 100,
        met: verdict === 'kept',
      },
    ];
  });
  return rows.length === 0 ? null : { boundPercent: TOLERANCE * 100, rows };
}

/** What each takes in thousandths (m-cores, Mbit/s) a thousand take in wholes. */
function advise(all: readonly Measurement[], measured: readonly Measurement[]): readonly Advice[] {
  const model = modelOf(all);
  const scenarios = [...Map.groupBy(measured, ({ scenario }) => scenario)];
  return scenarios.flatMap(([scenario, runs]) => {
    const run = runs.toSorted((one, other) => other.participants - one.participants)[0];
    const features = run && featuresOf(run);
    if (!run || !features || model === null) return [];
    const { low, expected, high } = predict(model, { features, cores: run.rig.cores, isShared: true }).millicoresPerParticipant;
    const people = `1,000 participants of ${scenario}`;
    const out = ((run.media?.bytesOutPerSecond ?? 0) * 8) / 1e6 / run.participants;
    return [
      {
        what: `Cores of media servers for ${people}`,
        low,
        expected,
        high,
        unit: 'cores',
        note: 'of this rig; by the model, while a machine is busy',
      },
      {
        what: `Bandwidth out for ${people}`,
        low: out,
        expected: out,
        high: out,
        unit: 'Gbit/s',
        note: 'as measured, without what UDP and IP add',
      },
    ];
  });
}

function modelOf(runs: readonly Measurement[]) {
  try {
    return fitCapacity(runs);
  } catch (error) {
    if (error instanceof RangeError) return null; // too few to say anything
    throw error;
  }
}
