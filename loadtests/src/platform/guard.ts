/**
 * A runner that is killed outright can stop nothing, and its parts lead process groups of their own: so a process beside it holds the
 * end of a pipe, which closes when the runner is gone, however it went.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { partBaseEnvironment } from '../../../infra/local/src/instance/environment.ts';
import type { ProcessIdentity } from '../../../infra/local/src/process/process-identity.ts';

export type Guard = Readonly<{
  /** Ends the group that this process leads, too. */
  watch(leader: ProcessIdentity): void;
  /** To be called when all is stopped. Whatever still runs is ended, and the home removed. */
  release(): Promise<void>;
}>;

/**
 * When this process is gone, ends whatever it has given to `watch`, and the parts of the instance that has its record there; then
 * removes the home.
 * @param home a folder of this run alone
 */
export function guardHome(home: string): Guard {
  const program = fileURLToPath(new URL('./guardian.ts', import.meta.url));
  const guardian = spawn(process.execPath, [program, home], {
    detached: true, // what ends the runner's whole group, or its terminal, leaves the guardian
    stdio: ['pipe', 'ignore', 'ignore'],
    env: partBaseEnvironment(process.env),
  });
  const { stdin } = guardian;
  const ended = once(guardian, 'close');
  stdin.on('error', () => undefined); // a guardian that was killed itself is no reason to fail a run
  ended.catch(() => undefined); // nor is one that could not be started: the run stops its parts itself
  guardian.unref();
  return {
    watch(leader) {
      stdin.write(`${JSON.stringify(leader)}\n`);
    },
    async release() {
      guardian.ref();
      stdin.end();
      await ended.catch(() => undefined);
      await rm(home, { recursive: true, force: true });
    },
  };
}
