import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { openLog } from './log-file.ts';
import { identify } from './process-identity.ts';
import { stopGroup } from './stop-group.ts';

export type ToRun = Readonly<{
  command: string;
  args: readonly string[];
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
  /** Takes what it writes on both outputs. */
  logFile: string;
  /** Ends it, and all it has started, when aborted. */
  signal?: AbortSignal;
}>;

/** How a process ended badly, in words; undefined when it ended well. */
export type BadEnd = string | undefined;

/** A command that is run to its end once, as the leader of its own group. */
export async function runToEnd(job: ToRun): Promise<BadEnd> {
  job.signal?.throwIfAborted();
  const log = openLog(job.logFile);
  const child = spawn(job.command, job.args, { cwd: job.cwd, env: job.env, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  const leader = child.pid === undefined ? undefined : identify(child.pid);
  const end = () => {
    if (leader !== undefined) void stopGroup(leader, { signal: 'SIGTERM', graceMs: 4000 });
  };
  job.signal?.addEventListener('abort', end, { once: true });
  const how = await new Promise<BadEnd>((resolve) => {
    child.once('error', (error) => resolve(`could not be run (${error.message})`));
    child.once('exit', (code, signal) => resolve(code === 0 ? undefined : `ended with ${signal ?? `code ${code ?? '?'}`}`));
  });
  job.signal?.removeEventListener('abort', end);
  return how;
}
