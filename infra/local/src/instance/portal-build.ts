import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '../fault.ts';
import { runStep } from '../process/run-step.ts';
import { BuildStore } from './build-store.ts';
import { partBaseEnvironment } from './environment.ts';
import { checkout } from './home.ts';
import { obtainBuild, type Obtained } from './obtain-build.ts';
import { thisProcess } from './record.ts';
import { digestOfSources } from './sources-digest.ts';

const portal = join(checkout, 'apps/portal');
const root = join(portal, '.next');
const store = new BuildStore(root);

const waitForOtherMs = 600_000;

export type BuildOptions = Readonly<{
  /** Of the instance that will serve it. */
  home: string;
  logs: string;
  signal: AbortSignal;
  progress?: (line: string) => void;
}>;

/** The folder is given below the portal's, as its setting BUILD_FOLDER wants it. */
export type PortalBuild = Omit<Obtained, 'digest'> & Readonly<{ folder: string }>;

/** Builds when there is no build of the sources as they are now. What is being served stays as it is. */
export async function buildPortal(options: BuildOptions): Promise<PortalBuild> {
  const { home, signal, progress } = options;
  await mkdir(root, { recursive: true });
  const workshop = {
    store,
    signal,
    digest: digestOfSources,
    build: () => runNext(options),
    onWait: () => progress?.('another build of this checkout is going on; waiting for it'),
  };
  const { digest, ...obtained } = await obtainBuild(workshop, { runner: thisProcess(), home });
  return { ...obtained, folder: relative(portal, store.folderOf(digest)) };
}

/** The build of a runner that was killed may still be at it, and holds Next.js's own lock: it is waited for. */
async function runNext({ logs, signal, progress }: BuildOptions): Promise<void> {
  const deadline = performance.now() + waitForOtherMs;
  for (;;) {
    try {
      progress?.('building the portal for production');
      await runStep({
        name: 'build',
        command: process.execPath,
        args: [join(checkout, 'node_modules/next/dist/bin/next'), 'build'],
        cwd: portal,
        env: { ...partBaseEnvironment(process.env), NODE_ENV: 'production', BUILD_FOLDER: relative(portal, store.workshop) },
        logFile: join(logs, 'build.log'),
        signal,
      });
      return;
    } catch (error) {
      if (!isAnotherBuild(error) || performance.now() > deadline) throw error;
    }
    await pause(2000, undefined, { signal });
  }
}

function isAnotherBuild(error: unknown): boolean {
  return error instanceof Fault && error.message.includes('Another next build');
}
