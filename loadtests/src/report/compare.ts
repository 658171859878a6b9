import { mean } from '../statistics.ts';
import { measurementsSchema, type Baseline } from './baseline.ts';
import { isMeasured } from './figures.ts';
import { byName, stepOf } from './pairing.ts';
import type { ComparedFigure, Comparison, Cost, PromiseResult, Report } from './report.ts';
import { intervalOfRatio, type Interval } from './spread.ts';

type Compared = Pick<Report, 'runId' | 'promises' | 'costs' | 'measurements' | 'rig' | 'profile'>;

/** Each figure of this run beside those of earlier ones that have it too, as a ratio: above 1, this run has more of it. */
export function compare(now: Compared, thens: readonly Baseline[]): Comparison {
  const befores = thens.map((then) => ({ costs: namedCosts(then.costs), promises: namedPromises(then) }));
  const promises = namedPromises({ ...now, measurements: measurementsSchema.parse(now.measurements) });
  return {
    baselines: thens.map(({ runId, rig }) => ({ runId, commit: rig.commit })),
    sameRig: thens.every((then) => isSameRig(now, then)),
    rows: [
      ...[...namedCosts(now.costs)].flatMap(([name, cost]) =>
        compareCost(
          cost,
          befores.flatMap(({ costs }) => costs.get(name) ?? []),
        ),
      ),
      ...[...promises].flatMap(([name, promise]) =>
        comparePromise(
          promise,
          befores.flatMap((before) => before.promises.get(name)?.value ?? []),
        ),
      ),
    ],
  };
}

const namedCosts = <T extends Pick<Cost, 'id' | 'phase'>>(costs: readonly T[]): ReadonlyMap<string, T> =>
  byName(costs, ({ id, phase }) => `${phase}: ${id}`);

function namedPromises<T extends Pick<PromiseResult, 'id' | 'scenario'>>(
  run: Pick<Baseline, 'runId' | 'measurements'> & Readonly<{ promises: readonly T[] }>,
): ReadonlyMap<string, T> {
  return byName(run.promises, ({ id, scenario }) => `${stepOf(scenario, run)}: ${id}`);
}

function compareCost(cost: Cost, befores: readonly Baseline['costs'][number][]): readonly ComparedFigure[] {
  const ratio = ratioOf(
    cost.value,
    befores.map(({ value }) => value),
  );
  if (ratio === null) return [];
  const { id, phase, what, unit, isHeld } = cost;
  const [first] = befores;
  const own = befores.length === 1 && first !== undefined ? intervalOfRatio(ratio.ratio, cost, first) : null;
  return [{ isGated: isHeld, id, phase, sentence: what, metric: id, bound: null, unit, ...ratio, ...own }];
}

/** With one baseline nothing tells of the spread of a promise's figure. */
function comparePromise(promise: PromiseResult, befores: readonly number[]): readonly ComparedFigure[] {
  const { id, scenario, sentence, metric, bound, unit, value } = promise;
  const ratio = ratioOf(value, befores);
  return ratio === null ? [] : [{ isGated: false, id, phase: scenario, sentence, metric, bound, unit, ...ratio }];
}

type Ratio = Pick<ComparedFigure, 'then' | 'now' | 'ratio' | 'low' | 'high'>;

/** null where there is nothing to divide, or to divide by. */
function ratioOf(now: number | null, befores: readonly number[]): Ratio | null {
  const then = mean(befores);
  if (!isMeasured(now) || then <= 0) return null;
  const spread = spreadOver(now, befores);
  return { then, now, ratio: now / then, low: spread?.low ?? null, high: spread?.high ?? null };
}

/** From the dearest of several baselines to the cheapest; null of one alone, and where one was nothing. */
function spreadOver(now: number, befores: readonly number[]): Interval | null {
  const [least, most] = [Math.min(...befores), Math.max(...befores)];
  return befores.length < 2 || least <= 0 ? null : { low: now / most, high: now / least };
}

/** The same machine as far as it can be told, with the same settings: else a ratio compares machines. */
function isSameRig(now: Pick<Compared, 'rig' | 'profile'>, then: Baseline): boolean {
  const told = ({ rig, profile }: Pick<Baseline, 'profile'> & Readonly<{ rig: Omit<Baseline['rig'], 'commit'> }>) =>
    [profile, rig.cpu, rig.cores, rig.kernel, rig.generator, JSON.stringify(rig.settings)].join('\n');
  return told(now) === told(then);
}
