/**
 * Takes each guard of guards.json out, one at a time, in a copy of the sources, and requires that its test then fails. A guard
 * whose removal no test notices is reported, and the exit code is 1.
 * `npm run red-controls [-- <part of a guard's name>] [-- --project unit] [-- --report <file for the counts, as Vitest writes them>]`
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readGuards } from '../guard.ts';
import { makeScratch } from '../scratch.ts';
import { tryGuard } from '../try-guard.ts';

const checkout = join(import.meta.dirname, '../../..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { project: { type: 'string' }, report: { type: 'string' } },
});
const [part = ''] = positionals;
const wanted = readGuards().filter(
  ({ guard, project }) => guard.includes(part) && (values.project === undefined || project === values.project),
);
const verdicts: { guard: string; verdict: string }[] = [];
const scratch = makeScratch(checkout);
// Else a run that is ended leaves its copy behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
process.on('exit', () => scratch.remove());
for (const guard of wanted) {
  const since = performance.now();
  const verdict = await tryGuard(guard, scratch.root);
  verdicts.push({ guard: guard.guard, verdict });
  console.log(`${verdict.padEnd(12)} ${((performance.now() - since) / 1000).toFixed(1).padStart(5)} s  ${guard.guard}`);
}
const unnoticed = verdicts.filter(({ verdict }) => verdict !== 'red');
console.log(
  unnoticed.length === 0
    ? `each of ${verdicts.length} guards is missed when it is gone`
    : `not noticed: ${unnoticed.map(({ guard }) => guard).join('; ')}`,
);
if (values.report !== undefined) {
  const counted = { numPassedTests: verdicts.length - unnoticed.length, numFailedTests: unnoticed.length };
  writeFileSync(values.report, JSON.stringify(counted));
}
process.exitCode = unnoticed.length === 0 && verdicts.length > 0 ? 0 : 1;
