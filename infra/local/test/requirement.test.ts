import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tallyOfVitest } from '../src/checks/vitest-result.ts';
import { checkout } from '../src/instance/home.ts';

/** A run of Vitest over one file, with one test that can be run and one that cannot. */
function runWith(ci: string | undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'sabha-needs-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  symlinkSync(join(checkout, 'node_modules'), join(folder, 'node_modules'));
  const source = [
    `import { test } from 'vitest';`,
    `import { isMissing } from '${join(checkout, 'infra/local/src/testing/requirement.ts')}';`,
    `test.skipIf(isMissing(undefined))('can', () => undefined);`,
    `test.skipIf(isMissing('it needs the moon')).each([1, 2])('cannot %s', () => undefined);`,
  ];
  writeFileSync(join(folder, 'a.test.ts'), source.join('\n'));
  const report = join(folder, 'report.json');
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', `--outputFile=${report}`];
  const env = { ...process.env, CI: ci, VITEST: undefined };
  let endedWell = true;
  try {
    execFileSync(process.execPath, args, { cwd: folder, env, stdio: 'ignore' });
  } catch {
    endedWell = false;
  }
  return tallyOfVitest(readFileSync(report, 'utf8'), endedWell);
}

test.each([
  { ci: undefined, tally: { passed: 1, failed: 0, skipped: 2 } },
  { ci: 'true', tally: { passed: 1, failed: 1, skipped: 2 } },
])('what a machine cannot run is skipped, and fails the run with CI=$ci', ({ ci, tally }) => {
  expect(runWith(ci)).toEqual(tally);
});
