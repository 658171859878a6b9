/**
 * Takes each guard of guards.json out, one at a time, in a scratch clone of HEAD, and requires that its test then fails. A guard
 * whose removal no test notices is reported, and the exit code is 1. `npm run red-controls [-- <part of a guard's name>]`
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const checkout = join(import.meta.dirname, '../../..');
const guards = JSON.parse(readFileSync(join(import.meta.dirname, '../guards.json'), 'utf8'));
const wanted = process.argv[2] ?? '';
const scratch = mkdtempSync(join(tmpdir(), 'sabha-red-'));
const unnoticed = [];
try {
  execFileSync('git', ['clone', '--quiet', checkout, scratch]);
  // A copy: through a link our own packages would be those of the checkout, with the guard still in.
  cpSync(join(checkout, 'node_modules'), join(scratch, 'node_modules'), { recursive: true, verbatimSymlinks: true });
  for (const guard of guards.filter(({ guard: name }) => name.includes(wanted))) {
    const verdict = withoutGuard(guard);
    if (verdict !== 'red') unnoticed.push(guard.guard);
    console.log(`${verdict.padEnd(12)} ${guard.guard}`);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(unnoticed.length === 0 ? 'every guard is missed when it is gone' : `not noticed: ${unnoticed.join('; ')}`);
process.exitCode = unnoticed.length === 0 ? 0 : 1;

/** Red only when a test ran and failed: a run that could not start proves nothing. */
function withoutGuard({ file, present, absent, project, tests, named }) {
  const path = join(scratch, file);
  const whole = readFileSync(path, 'utf8');
  if (!whole.includes(present)) return 'not found';
  writeFileSync(
    path,
    whole.replace(present, () => absent),
  );
  try {
    const args = ['vitest', 'run', '--reporter=json', '--project', project, tests, '-t', named];
    const { stdout } = spawnSync('npx', args, { cwd: scratch, encoding: 'utf8', timeout: 400_000 });
    const report = JSON.parse(stdout.slice(stdout.indexOf('{"numTotalTestSuites"')) || '{}');
    if ((report.numFailedTests ?? 0) > 0) return 'red';
    return (report.numPassedTests ?? 0) > 0 ? 'GREEN' : 'did not run';
  } finally {
    writeFileSync(path, whole);
  }
}
