import type { Comparison, Report } from './report.ts';

type Compared = Pick<Report, 'promises' | 'rig' | 'profile'>;

/**
 * Each promise's figure beside that of an earlier run, as a ratio. With one run on each side there is no spread to be had from
 * them; `low` and `high` are the same figure's ratios over all phases in which it was measured.
 */
export function compare(now: Compared, then: Report): Comparison {
  const rows = now.promises.flatMap((promise) => {
    const before = then.promises.find(({ id, scenario }) => id === promise.id && scenario === promise.scenario);
    if (before?.value == null || promise.value === null || before.value === 0) return [];
    const all = now.promises.flatMap((other) => {
      const earlier = then.promises.find(({ id, scenario }) => id === other.id && scenario === other.scenario);
      return other.id === promise.id && other.value !== null && earlier?.value ? [other.value / earlier.value] : [];
    });
    const { scenario, sentence, metric, unit } = promise;
    const ratio = promise.value / before.value;
    return [
      {
        promise: `${scenario}: ${sentence}`,
        metric,
        unit,
        then: before.value,
        now: promise.value,
        ratio,
        low: Math.min(...all),
        high: Math.max(...all),
      },
    ];
  });
  return { runId: then.runId, commit: then.rig.commit, sameRig: isSameRig(now, then), rows };
}

/** The same machine as far as it can be told, with the same settings: else a ratio compares machines. */
function isSameRig(now: Compared, then: Compared): boolean {
  const told = ({ rig, profile }: Compared) =>
    [profile, rig.cpu, rig.cores, rig.kernel, rig.generator, JSON.stringify(rig.settings)].join('\n');
  return told(now) === told(then);
}
