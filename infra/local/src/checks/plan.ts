import { buildPortal } from '../instance/portal-build.ts';
import { Fault } from '../fault.ts';
import { checksFolder, scriptCheck, timed, vitestCheck, type Check } from './check.ts';
import type { Stage } from './run-checks.ts';
import { oneFailed, onePassed } from './tally.ts';

const quick: Stage = {
  atOnce: 2,
  // The long ones first, so that both cores are busy to the end.
  checks: [
    scriptCheck('lint', 'lint'),
    scriptCheck('types', 'types'),
    vitestCheck('unit', 5),
    scriptCheck('format', 'format:check'),
    scriptCheck('arrows', 'arrows'),
    scriptCheck('dead-code', 'dead-code'),
  ],
};

/** The part of `npm test` that answers within a minute. */
export const quickStages: readonly Stage[] = [quick];

/** Everything. What drives browsers or starts whole platforms has the machine to itself. */
export const allStages: readonly Stage[] = [
  quick,
  { atOnce: 1, checks: [vitestCheck('integration', 15), buildCheck(), vitestCheck('local', 15), vitestCheck('e2e', 30)] },
];

function buildCheck(): Check {
  return {
    name: 'build',
    run: (signal) =>
      timed({ name: 'build', withinMs: 600_000, signal }, async (job) => {
        try {
          const build = await buildPortal({ home: checksFolder, logs: checksFolder, signal: job.signal });
          await build.release();
          return { tally: onePassed, how: build.note };
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
          return { tally: oneFailed, how: error.message };
        }
      }),
  };
}
