import type { Comparison, Report } from './report.ts';

type Compared = Pick<Report, 'promises' | 'rig' | 'profile'>;

/**
 * Each promise's figure beside that of an earlier run, as a ratio. With one run on each side there is no spread to be had from
 * them; `low` and `high` are the same figure's ratios over all phases in which it was measured.
 */
export function compare(now: Compared, then: Report): Comparison {
  const pairs = now.promises.flatMap(({ value, ...promise }) => {
    const before = then.promises.find(({ id, scenario }) => id === promise.id && scenario === promise.scenario)?.value;
    return value === null || !before ? [] : [{ ...promise, then: before, now: value, ratio: value / before }];
  });
  const rows = pairs.map(({ id, scenario, sentence, metric, unit, then: before, now: value, ratio }) => {
    const all = pairs.filter((other) => other.id === id).map((other) => other.ratio);
    const figures = { then: before, now: value, ratio, low: Math.min(...all), high: Math.max(...all) };
    return { promise: `${scenario}: ${sentence}`, metric, unit, ...figures };
  });
  return { runId: then.runId, commit: then.rig.commit, sameRig: isSameRig(now, then), rows };
}

/** The same machine as far as it can be told, with the same settings: else a ratio compares machines. */
function isSameRig(now: Compared, then: Compared): boolean {
  const told = ({ rig, profile }: Compared) =>
    [profile, rig.cpu, rig.cores, rig.kernel, rig.generator, JSON.stringify(rig.settings)].join('\n');
  return told(now) === told(then);
}
