import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { checkout } from '../instance/home.ts';
import { runToEnd } from '../process/run-to-end.ts';
import { oneFailed, onePassed, type Tally } from './tally.ts';
import { tallyOfVitest } from './vitest-result.ts';

export type Outcome = Readonly<{ name: string; tally: Tally; tookMs: number; how: string; logFile: string }>;

/** One runner whose result is counted. */
export type Check = Readonly<{ name: string; run(signal: AbortSignal): Promise<Outcome> }>;

export const checksFolder = join(checkout, '.sabha/checks');
const minute = 60_000;

/** A script of the root package.json; it counts as one. */
export function scriptCheck(name: string, script: string): Check {
  return {
    name,
    run: (signal) =>
      timed({ name, withinMs: 10 * minute, signal }, async (job) => {
        const command = scripts()[script];
        if (command === undefined) return { tally: oneFailed, how: `package.json has no script ${script}` };
        const how = await runToEnd({ command: 'sh', args: ['-c', command], ...job });
        return { tally: how === undefined ? onePassed : oneFailed, how: how ?? '' };
      }),
  };
}

/** A project of the root vitest.config.ts; its tests are counted one by one. */
export function vitestCheck(project: string, withinMinutes: number): Check {
  return reportedCheck(project, withinMinutes, (report) => {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    return ['vitest', 'run', '--project', project, ...reporters];
  });
}

/** The guards that need no services, taken out one by one; each counts as one. */
export function redControlsCheck(withinMinutes: number): Check {
  const script = join(checkout, 'tooling/red-controls/bin/red-controls.ts');
  return reportedCheck('red-controls', withinMinutes, (report) => {
    return [process.execPath, script, '--project', 'unit', '--report', report];
  });
}

type Words = readonly [command: string, ...args: readonly string[]];

/** What writes down what it has counted, in Vitest's words. */
function reportedCheck(name: string, withinMinutes: number, wordsFor: (report: string) => Words): Check {
  return {
    name,
    run: (signal) =>
      timed({ name, withinMs: withinMinutes * minute, signal }, async (job) => {
        const report = join(checksFolder, `${name}.json`);
        rmSync(report, { force: true }); // an old report must not stand in for a run that wrote none
        const [command, ...args] = wordsFor(report);
        const how = await runToEnd({ command, args, ...job });
        return { tally: tallyOfVitest(textOf(report), how === undefined), how: how ?? '' };
      }),
  };
}

type Job = Readonly<{ cwd: string; env: Readonly<Record<string, string | undefined>>; logFile: string; signal: AbortSignal }>;
type Finding = Readonly<{ tally: Tally; how: string }>;

type TimedOptions = Readonly<{ name: string; withinMs: number; signal: AbortSignal }>;

/** Any piece of work that must not fail, such as the build; it counts as one. */
export async function timed({ name, withinMs, signal }: TimedOptions, work: (job: Job) => Promise<Finding>): Promise<Outcome> {
  mkdirSync(checksFolder, { recursive: true, mode: 0o700 });
  const logFile = join(checksFolder, `${name}.log`);
  rmSync(logFile, { force: true });
  const limit = AbortSignal.timeout(withinMs);
  const since = performance.now();
  const { tally, how } = await work({
    cwd: checkout,
    env: cleanEnvironment(),
    logFile,
    signal: AbortSignal.any([signal, limit]),
  });
  const late = limit.aborted ? `took longer than ${withinMs / minute} minutes; ` : '';
  return { name, tally, tookMs: performance.now() - since, how: `${late}${how}`, logFile };
}

function scripts(): Readonly<Record<string, string>> {
  return (JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as { scripts: Record<string, string> }).scripts;
}

/** A setting of the person's shell must not decide what a test sees. */
function cleanEnvironment(): Record<string, string | undefined> {
  const path = [join(checkout, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter);
  const own = {
    PATH: path,
    NO_COLOR: '1',
    FORCE_COLOR: undefined,
    NEXT_TELEMETRY_DISABLED: '1',
    TURBO_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
  };
  const unwanted = {
    PORT: undefined,
    HOST: undefined,
    SABHA_HOME: undefined,
    SABHA_PORT_BASE: undefined,
    LOG_LEVEL: undefined,
    NODE_ENV: undefined,
  };
  return { ...process.env, ...own, ...unwanted };
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined; // the run ended before it could write one
  }
}
