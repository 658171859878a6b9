import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Fault } from '../fault.ts';
import { checkout } from '../instance/home.ts';
import { runToEnd } from '../process/run-to-end.ts';

export type Bringing = Readonly<{ progress: (line: string) => void; logFile: string; signal: AbortSignal }>;
/** A program that tests need, by the Debian package that brings it and the names it goes by. */
export type Program = Readonly<{ package: string; names: readonly string[] }>;

export const chromium: Program = { package: 'chromium', names: ['chromium', 'chromium-browser', 'google-chrome'] };
/** Several media servers share one; one alone needs none. */
export const redis: Program = { package: 'redis-server', names: ['redis-server'] };

/** Where it is: found on PATH, or installed here when this is root and there is none. */
export async function bringProgram(program: Program, { progress, logFile, signal }: Bringing): Promise<string> {
  const found = onPath(program);
  if (found !== undefined) return found;
  const remedy = `install the package ${program.package}, or put ${program.names[0] ?? 'it'} on PATH`;
  if (process.getuid?.() !== 0) throw new Fault(program.package, 'is missing, and only root can install it', remedy);
  progress('installing it with apt-get');
  for (const args of [['update'], ['install', '--yes', '--no-install-recommends', program.package]]) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const how = await runToEnd({ command: 'apt-get', args, cwd: checkout, env, logFile, signal });
    if (how !== undefined) throw new Fault(program.package, `apt-get ${args[0] ?? ''} ${how}; see ${logFile}`, remedy);
  }
  const installed = onPath(program);
  if (installed === undefined) throw new Fault(program.package, 'was installed but is not on PATH', remedy);
  return installed;
}

export function onPath({ names }: Program): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file));
}
