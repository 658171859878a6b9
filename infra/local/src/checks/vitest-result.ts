import { oneFailed, type Tally } from './tally.ts';

type Count = number | undefined;
type VitestReport = Readonly<{
  numPassedTests?: Count;
  numFailedTests?: Count;
  numPendingTests?: Count;
  numTodoTests?: Count;
  testResults?: readonly Readonly<{ status?: string; assertionResults?: readonly Readonly<{ status?: string }>[] }>[];
}>;

/**
 * Counts a run from Vitest's JSON report. A report that is missing, cut short or without a single test is a failure, and
 * so is a run that ended badly although no test of it failed (an error outside of any test).
 */
export function tallyOfVitest(report: string | undefined, endedWell: boolean): Tally {
  const read = parse(report);
  if (read === undefined) return oneFailed;
  const passed = read.numPassedTests ?? 0;
  const skipped = (read.numPendingTests ?? 0) + (read.numTodoTests ?? 0);
  const failed = (read.numFailedTests ?? 0) + filesThatFailedWhole(read);
  if (failed === 0 && (!endedWell || passed === 0)) return { passed, failed: 1, skipped };
  return { passed, failed, skipped };
}

/** A file that cannot even be loaded holds no test that could be counted. */
function filesThatFailedWhole({ testResults = [] }: VitestReport): number {
  return testResults.filter(
    ({ status, assertionResults = [] }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  ).length;
}

function parse(report: string | undefined): VitestReport | undefined {
  if (report === undefined) return undefined;
  try {
    return JSON.parse(report) as VitestReport;
  } catch {
    return undefined;
  }
}
