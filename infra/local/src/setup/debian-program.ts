import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Fault } from '../fault.ts';
import { checkout } from '../instance/home.ts';
import { runToEnd } from '../process/run-to-end.ts';

export type Bringing = Readonly<{
  progress: (line: string) => void;
  logFile: string;
  signal: AbortSignal;
  isRoot?: boolean;
}>;
/** A program that tests need, by the Debian package that brings it, what that leaves to others, and the names it goes by. */
export type Program = Readonly<{ package: string; further?: readonly string[]; names: readonly string[] }>;

/** The browser of end-to-end tests, screenshots and benchmarks. */
export const chromium: Program = { package: 'chromium', names: ['chromium', 'chromium-browser', 'google-chrome'] };
/** Several media servers share one; one alone needs none. */
export const redis: Program = { package: 'redis-server', names: ['redis-server'] };
/** Loads the packet filter that is rendered from the residency policy. */
export const nftables: Program = { package: 'nftables', names: ['nft'] };
/** The proxy of infra/compose. Debian builds the module that hands on TLS apart. */
export const nginx: Program = { package: 'nginx', further: ['libnginx-mod-stream'], names: ['nginx'] };

/** Where it is: the first of its names on PATH, as the set-up saw it. */
export function programPath(program: Program): string {
  const found = onPath(program);
  if (found === undefined) throw new Fault(program.package, 'is missing', remedyFor(program));
  return found;
}

/** Found on PATH, or Debian's, installed here when this is root and there is none. */
export async function bringProgram(
  program: Program,
  { progress, logFile, signal, isRoot = process.getuid?.() === 0 }: Bringing,
): Promise<string> {
  const found = onPath(program);
  if (found !== undefined) return found;
  const { package: name, further = [] } = program;
  const remedy = remedyFor(program);
  if (!isRoot) throw new Fault(name, 'is missing, and only root can install it', remedy);
  progress('installing it with apt-get');
  for (const args of [['update'], ['install', '--yes', '--no-install-recommends', name, ...further]]) {
    const env = { ...process.env, ...unattended };
    const how = await runToEnd({ command: 'apt-get', args, cwd: checkout, env, logFile, signal });
    if (how !== undefined) throw new Fault(name, `apt-get ${args[0] ?? ''} ${how}; see ${logFile}`, remedy);
  }
  const installed = onPath(program);
  if (installed === undefined) throw new Fault(name, 'was installed but is not on PATH', remedy);
  return installed;
}

/** It asks nothing, and starts no service that a package brings: tests start their own. */
const unattended = { DEBIAN_FRONTEND: 'noninteractive', SYSTEMD_OFFLINE: '1', RUNLEVEL: '1' };

const remedyFor = ({ package: name, names }: Program): string =>
  `install the package ${name}, or put a ${names[0] ?? name} on PATH`;

export function onPath({ names }: Program): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false; // not there, or not for us
  }
}
