/** What the capacity model says to a run: whether it had foreseen it, and what to buy for more of the same. */
import type { Measurement } from '@sabha/capacity/measurement';
import { TOLERANCE, validateHeldOut } from '@sabha/capacity/predict/validate';
import { committedFiles, readInputs } from '@sabha/capacity/read-inputs';
import { type Advice, noAdvice } from './advice/advice.ts';
import { advise } from './advice/advise.ts';
import type { Validation } from './report.ts';

export type FromModel = Readonly<{ validation: Validation | null; advice: Advice }>;

/** The model is fitted to the runs that are committed, and this run is none of them: what it says of it is a prediction. */
export async function askModel(measured: readonly Measurement[]): Promise<FromModel> {
  if (measured.length === 0) return { validation: null, advice: noAdvice };
  const inputs = await readInputs(committedFiles);
  const committed = inputs.runs.filter(({ id }) => !measured.some((own) => own.id === id));
  return { validation: validate(committed, measured), advice: advise({ ...inputs, runs: committed }, measured) };
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
