/** What a check counted. A check that could not tell counts as one failure: silence is never a pass. */
export type Tally = Readonly<{ passed: number; failed: number; skipped: number }>;

export const onePassed: Tally = { passed: 1, failed: 0, skipped: 0 };
export const oneFailed: Tally = { passed: 0, failed: 1, skipped: 0 };

export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (total, one) => ({
      passed: total.passed + one.passed,
      failed: total.failed + one.failed,
      skipped: total.skipped + one.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/** The last line of a run, alone on it: whoever reads it by machine finds nothing else there. */
export function closingLine({ passed, failed }: Tally): string {
  return `${passed} passed, ${failed} failed`;
}

/** The same within a line, with what was left out. */
export function tallyInWords(tally: Tally): string {
  return `${closingLine(tally)}${tally.skipped === 0 ? '' : `, ${tally.skipped} skipped`}`;
}
