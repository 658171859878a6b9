import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Summary } from '../../lib/promise.ts';
import type { Segment } from '../parts/segment.ts';

const loadtests = fileURLToPath(new URL('../..', import.meta.url));

/** k6's own word for "a threshold was crossed" (k6, errext/exitcodes). Anything else but 0 is a run that broke. */
const THRESHOLDS_CROSSED = 99;

/** Node's timers hold no more. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export type K6Job = Readonly<{
  binary: string;
  /** Below loadtests/scenarios, without its ending. */
  scenario: string;
  /** Given to the script, readable there by `__ENV`. */
  env: Readonly<Record<string, string>>;
  /** Addresses of this host that requests come from, so that limits by address meet many clients; null: the host's own. */
  localIps: string | null;
  folder: string;
  /** What its files there are called; else as the scenario is. */
  name?: string;
  /** Which share of the load is this generator's; else all of it. */
  segment?: Segment | undefined;
  signal: AbortSignal;
  /** No scenario takes longer; one that does hangs, and is ended. */
  withinSeconds: number;
  onStart(pid: number): void;
}>;

export type K6Result = Readonly<{
  /** undefined where k6 broke off before it could write one. */
  summary: Summary | undefined;
  /** How it broke, in words; undefined when it came to its end. */
  broke: string | undefined;
  samplesFile: string;
}>;

/** Runs one scenario to its end. */
export async function runK6(job: K6Job): Promise<K6Result> {
  const file = (ending: string) => join(job.folder, `${job.name ?? job.scenario}.${ending}`);
  const [samplesFile, summaryFile, logFile] = [file('samples.json.gz'), file('summary.json'), file('log')];
  const script = join(loadtests, 'scenarios', `${job.scenario}.ts`);
  const args = ['run', '--quiet', '--no-color', '--no-usage-report', '--log-format=raw', `--out=json=${samplesFile}`];
  if (job.localIps !== null) args.push(`--local-ips=${job.localIps}`);
  if (job.segment !== undefined)
    args.push(`--execution-segment=${job.segment.segment}`, `--execution-segment-sequence=${job.segment.sequence}`);
  for (const [name, value] of Object.entries({ ...job.env, SUMMARY: summaryFile })) {
    if (!/^[A-Z]+$/.test(name)) throw new RangeError(`not a name for k6: ${name}`); // it takes what stands before the first '='
    args.push('-e', `${name}=${value}`);
  }
  await rm(summaryFile, { force: true }); // one of a run before would be taken for this one's
  const late = AbortSignal.timeout(Math.min(job.withinSeconds * 1000, LONGEST_TIMER_MS));
  const log = openSync(logFile, 'a', 0o600);
  // Nothing of the person's shell reaches it: K6_ settings there would change what is measured.
  const env = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    TMPDIR: process.env['TMPDIR'],
    K6_AUTO_EXTENSION_RESOLUTION: 'false',
  };
  const child = spawn(job.binary, [...args, script], { env, cwd: loadtests, stdio: ['ignore', log, log] });
  closeSync(log);
  if (child.pid !== undefined) job.onStart(child.pid);
  const end = () => void child.kill('SIGKILL');
  for (const why of [late, job.signal]) why.addEventListener('abort', end, { once: true });
  const broke = await new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) =>
      resolve(
        code === 0 || code === THRESHOLDS_CROSSED
          ? undefined
          : `k6 ended with ${signal ?? `code ${code ?? '?'}`}, see ${logFile}`,
      ),
    );
  });
  job.signal.removeEventListener('abort', end);
  return { summary: await summaryIn(summaryFile), broke, samplesFile };
}

async function summaryIn(file: string): Promise<Summary | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Summary;
  } catch {
    return undefined; // it broke off before
  }
}
