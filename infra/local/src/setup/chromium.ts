import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Fault } from '../fault.ts';
import { checkout } from '../instance/home.ts';
import { runToEnd } from '../process/run-to-end.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome'] as const;
const remedy = 'install the package chromium, or put a chromium on PATH';

/** The browser of end-to-end tests, screenshots and benchmarks: the first of these names on PATH, as the set-up saw it. */
export function chromiumPath(): string {
  const found = onPath();
  if (found === undefined) throw new Fault('chromium', 'is missing', remedy);
  return found;
}

export type Bringing = Readonly<{
  progress: (line: string) => void;
  logFile: string;
  signal: AbortSignal;
  isRoot?: boolean;
}>;

/** Debian's, installed here when this is root and there is none. */
export async function bringChromium({ progress, logFile, signal, isRoot = process.getuid?.() === 0 }: Bringing): Promise<string> {
  const found = onPath();
  if (found !== undefined) return found;
  if (!isRoot) throw new Fault('chromium', 'is missing, and only root can install it', remedy);
  progress('installing it with apt-get');
  for (const args of [['update'], ['install', '--yes', '--no-install-recommends', 'chromium']]) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const how = await runToEnd({ command: 'apt-get', args, cwd: checkout, env, logFile, signal });
    if (how !== undefined) throw new Fault('chromium', `apt-get ${args[0] ?? ''} ${how}; see ${logFile}`, remedy);
  }
  const installed = onPath();
  if (installed === undefined) throw new Fault('chromium', 'was installed but is not on PATH', remedy);
  return installed;
}

function onPath(): string | undefined {
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
