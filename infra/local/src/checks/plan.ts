import { buildPortal } from '../instance/portal-build.ts';
import { Fault } from '../fault.ts';
import { checksFolder, redControlsCheck, scriptCheck, timed, vitestCheck, type Check } from './check.ts';
import type { Stage } from './run-checks.ts';
import { oneFailed, onePassed } from './tally.ts';

// The long ones first, so that both cores are busy to the end.
const quick: readonly Check[] = [
  scriptCheck('lint', 'lint'),
  scriptCheck('types', 'types'),
  vitestCheck('unit', 5),
  scriptCheck('format', 'format:check'),
  scriptCheck('arrows', 'arrows'),
  scriptCheck('dead-code', 'dead-code'),
];

/** The part of `npm test` that answers within a minute. */
export const quickStages: readonly Stage[] = [{ atOnce: 2, checks: quick }];

/** Everything. What drives browsers or starts whole platforms has the machine to itself. */
export const allStages: readonly Stage[] = [
  { atOnce: 2, checks: [...quick.slice(0, 3), redControlsCheck(10), ...quick.slice(3)] },
  {
    atOnce: 1,
    checks: [
      vitestCheck('integration', 15),
      buildCheck(),
      vitestCheck('local', 15),
      scriptCheck('extension', 'test:extension'),
      scriptCheck('smoke', 'loadtest:smoke'),
      vitestCheck('load', 10),
      vitestCheck('e2e', 30),
    ],
  },
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
