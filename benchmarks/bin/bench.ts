/** `npm run bench`: starts a platform of its own, measures, prints tables and a verdict; exit code 1 when a promise is broken. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Fault } from '../../infra/local/src/fault.ts';
import { bringProgram, chromium } from '../../infra/local/src/setup/debian-program.ts';
import { runBenchmarks, type Part } from '../src/run.ts';

const parts: readonly Part[] = ['door', 'webinar', 'join'];
const { values, positionals } = parseArgs({ allowPositionals: true, options: { rounds: { type: 'string', default: '7' } } });
const unknown = positionals.filter((name) => !parts.some((part) => part === name));
const rounds = Number(values.rounds);

if (unknown.length > 0 || !Number.isInteger(rounds) || rounds < 1) {
  console.error(`usage: npm run bench -- [${parts.join('|')}]... [--rounds N]`);
  process.exit(2);
}
const home = await mkdtemp(join(tmpdir(), 'sabha-bench-'));
const say = (line: string) => console.error(line);
try {
  const { signal } = new AbortController();
  await bringProgram(chromium, { progress: say, logFile: join(tmpdir(), 'sabha-bench-chromium.log'), signal });
  const chosen = parts.filter((part) => positionals.length === 0 || positionals.includes(part));
  const { report, kept } = await runBenchmarks({ home, parts: chosen, rounds, say });
  console.log(report);
  process.exitCode = kept ? 0 : 1;
} catch (error) {
  if (!(error instanceof Fault)) throw error;
  say(error.line);
  process.exitCode = 1;
} finally {
  await rm(home, { recursive: true, force: true });
}
