import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '../fault.ts';
import { runStep } from '../process/run-step.ts';
import { partBaseEnvironment } from './environment.ts';
import { checkout } from './home.ts';
import { digestOfSources } from './sources-digest.ts';

const portal = join(checkout, 'apps/portal');
const stampFile = join(portal, '.next', 'built-from');

const waitForOtherMs = 600_000;

export type BuildOptions = Readonly<{ logs: string; signal: AbortSignal; progress?: (line: string) => void }>;

/**
 * Builds only when a source has changed since the last build that went well. Next.js lets one build at a time into a
 * checkout: another one is waited for, and may make ours needless.
 */
export async function buildPortal(options: BuildOptions): Promise<'built' | 'unchanged'> {
  const deadline = performance.now() + waitForOtherMs;
  for (;;) {
    const digest = await digestOfSources();
    if ((await readStamp()) === digest) return 'unchanged';
    try {
      await buildOnce(options);
      await writeFile(stampFile, digest);
      return 'built';
    } catch (error) {
      if (!isAnotherBuild(error) || performance.now() > deadline) throw error;
    }
    options.progress?.('another build of this checkout is going on; waiting for it');
    await pause(2000, undefined, { signal: options.signal });
  }
}

function isAnotherBuild(error: unknown): boolean {
  return error instanceof Fault && error.message.includes('Another next build');
}

async function buildOnce({ logs, signal, progress }: BuildOptions): Promise<void> {
  await rm(stampFile, { force: true });
  progress?.('building the portal for production');
  await runStep({
    name: 'build',
    command: process.execPath,
    args: [join(checkout, 'node_modules/next/dist/bin/next'), 'build'],
    cwd: portal,
    env: { ...partBaseEnvironment(process.env), NODE_ENV: 'production' },
    logFile: join(logs, 'build.log'),
    signal,
  });
}

async function readStamp(): Promise<string | undefined> {
  return readFile(stampFile, 'utf8').catch(() => undefined);
}
