import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { partBaseEnvironment } from '../../../infra/local/src/instance/environment.ts';
import { checkout } from '../../../infra/local/src/instance/home.ts';
import { buildPortal } from '../../../infra/local/src/instance/portal-build.ts';
import type { Instance } from '../../../infra/local/src/instance/start-instance.ts';

export type PinnedPortal = Readonly<{ pid: number; stop(): Promise<void> }>;
type Options = Readonly<{ core: number; say: (line: string) => void; profileFolder: string | null }>;

/** The portal as `npm start` runs it, on one processor, behind a proxy that it trusts: the load, which names a client for each request. */
export async function startPinnedPortal({ env, home }: Instance, { core, say, profileFolder }: Options): Promise<PinnedPortal> {
  const build = await buildPortal({ home: home.folder, logs: home.logs, signal: new AbortController().signal, progress: say });
  const log = openSync(join(home.logs, 'portal.log'), 'a');
  const profile = profileFolder === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`];
  const child = spawn('taskset', ['-c', String(core), process.execPath, ...profile, 'server.ts'], {
    cwd: join(checkout, 'apps/portal'),
    env: {
      // eslint-disable-next-line no-restricted-syntax -- handed on, as the runner hands it to each part
      ...partBaseEnvironment(process.env),
      ...env,
      NODE_ENV: 'production',
      LOG_LEVEL: 'info',
      BUILD_FOLDER: build.folder,
      TRUSTED_PROXIES: '127.0.0.1',
    },
    stdio: ['ignore', log, log],
  });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    await build.release();
  };
  try {
    await untilReady(`http://127.0.0.1:${env.PORT}/readyz`, () => child.exitCode !== null);
    return { pid: child.pid ?? 0, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function untilReady(url: string, hasEnded: () => boolean): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline && !hasEnded()) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Error('the portal does not become ready: look at portal.log of the home');
}
