/** Processes of a platform that infra/local knows nothing of: further media servers, a second portal, Redis, the proxy. */
import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { openLog } from '../../../infra/local/src/process/log-file.ts';
import { identify, type ProcessIdentity } from '../../../infra/local/src/process/process-identity.ts';
import { stopGroup } from '../../../infra/local/src/process/stop-group.ts';
import { waitUntil } from '../../../infra/local/src/process/wait-until.ts';
import type { Guard } from './guard.ts';

export type ToSpawn = Readonly<{
  name: string;
  command: string;
  args: readonly string[];
  env: Readonly<Record<string, string>>;
  cwd: string;
  logFile: string;
  /** Ends it when this process is gone before it has. */
  guard: Guard;
  /** Throws while it is not ready. */
  requireHealthy(): Promise<void>;
}>;

export type Spawned = Readonly<{ name: string; pid: number; signal(name: NodeJS.Signals): void; stop(): Promise<void> }>;

/** @throws when it is not healthy within half a minute; then nothing of it is left. */
export async function spawnPart({ name, command, args, env, cwd, logFile, guard, requireHealthy }: ToSpawn): Promise<Spawned> {
  const log = openLog(logFile);
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  const identity = child.pid === undefined ? undefined : identify(child.pid);
  if (identity === undefined) throw new Error(`${name} could not be started (${logFile})`);
  guard.watch(identity);
  const part = spawnedPart(name, identity);
  try {
    await waitUntil(`${name} (${logFile})`, requireHealthy, { withinMs: 30_000 });
  } catch (error) {
    await part.stop();
    throw error;
  }
  return part;
}

const spawnedPart = (name: string, identity: ProcessIdentity): Spawned => ({
  name,
  pid: identity.pid,
  signal(signal) {
    process.kill(-identity.pid, signal);
  },
  async stop() {
    await stopGroup(identity, { signal: 'SIGTERM', graceMs: 1500 });
  },
});
