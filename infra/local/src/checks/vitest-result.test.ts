import { expect, test } from 'vitest';
import type { Tally } from './tally.ts';
import { tallyOfVitest } from './vitest-result.ts';

const report = (counts: object) => JSON.stringify(counts);
const loadedBadly = { status: 'failed', assertionResults: [] };

test.each<readonly [name: string, report: string | undefined, endedWell: boolean, expected: Tally]>([
  ['all passed', report({ numPassedTests: 3, numFailedTests: 0 }), true, { passed: 3, failed: 0, skipped: 0 }],
  ['one failed', report({ numPassedTests: 2, numFailedTests: 1 }), false, { passed: 2, failed: 1, skipped: 0 }],
  [
    'skipped and to do',
    report({ numPassedTests: 1, numPendingTests: 2, numTodoTests: 1 }),
    true,
    { passed: 1, failed: 0, skipped: 3 },
  ],
  ['no report', undefined, true, { passed: 0, failed: 1, skipped: 0 }],
  ['a report cut short', '{"numPassed', true, { passed: 0, failed: 1, skipped: 0 }],
  ['no test at all', report({ numPassedTests: 0 }), true, { passed: 0, failed: 1, skipped: 0 }],
  ['an error outside of any test', report({ numPassedTests: 5, numFailedTests: 0 }), false, { passed: 5, failed: 1, skipped: 0 }],
  [
    'files that cannot be loaded',
    report({ numPassedTests: 5, testResults: [loadedBadly, loadedBadly] }),
    false,
    { passed: 5, failed: 2, skipped: 0 },
  ],
])('%s', (...[, text, endedWell, expected]) => {
  expect(tallyOfVitest(text, endedWell)).toEqual(expected);
});
