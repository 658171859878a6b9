/** What the runner has prepared through the platform's own doors before the load: the file that `STAGE` names. */
import type { Stage } from '../src/stage/stage-file.ts';

export const stage: Stage = JSON.parse(open(given('STAGE'))) as Stage;

/** A number that the profile gives: viewers, seconds, arrivals a second. */
export function size(name: string): number {
  const value = Number(given(name));
  if (!Number.isFinite(value) || value < 0) throw new Error(`${name} is no number: ${given(name)}`);
  return value;
}

function given(name: string): string {
  const value = __ENV[name];
  if (value === undefined)
    throw new Error(`${name} is not set: start scenarios by npm run loadtest, or see docs/evaluator-guide.md`);
  return value;
}

/** The one of `all` that is this one's turn. */
export function turn<T>(all: readonly T[], index: number): T {
  const one = all[index % all.length];
  if (one === undefined) throw new Error('the stage holds none of what this scenario needs');
  return one;
}
