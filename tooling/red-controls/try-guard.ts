import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Guard } from './guard.ts';

export type Verdict = 'red' | 'GREEN' | 'did not run' | 'not found';

const withinMs = 400_000;

/** Takes the guard out of the copy, runs its tests, and puts it back. Red only when a test ran and failed. */
export async function tryGuard({ file, present, absent, ...run }: Guard, root: string): Promise<Verdict> {
  const path = join(root, file);
  const whole = readFileSync(path, 'utf8');
  if (!whole.includes(present)) return 'not found';
  writeFileSync(
    path,
    whole.replace(present, () => absent),
  );
  try {
    return verdictOf(await reportOf(run, root));
  } finally {
    writeFileSync(path, whole);
  }
}

type Report = Readonly<{ numFailedTests?: number; numPassedTests?: number }>;

/** A run that could not start, or whose file could not be loaded, proves nothing. */
export function verdictOf({ numFailedTests = 0, numPassedTests = 0 }: Report): Verdict {
  if (numFailedTests > 0) return 'red';
  return numPassedTests > 0 ? 'GREEN' : 'did not run';
}

async function reportOf({ project, tests, named }: Pick<Guard, 'project' | 'tests' | 'named'>, root: string): Promise<Report> {
  const file = join(root, 'red-control.json');
  rmSync(file, { force: true });
  const args = ['run', '--project', project, tests, '-t', named, '--reporter=json', `--outputFile=${file}`];
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [vitest, ...args], { cwd: root, stdio: 'ignore', timeout: withinMs });
  // It goes when we go, whatever it is at.
  const end = () => void child.kill();
  process.once('exit', end);
  await new Promise((resolve) => child.once('close', resolve));
  process.off('exit', end);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return {}; // it ended before it could write one
  }
}
