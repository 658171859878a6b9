import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Fault } from '../fault.ts';
import { checkout } from '../instance/home.ts';
import { runToEnd } from '../process/run-to-end.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome'] as const;

export type Bringing = Readonly<{ progress: (line: string) => void; logFile: string; signal: AbortSignal }>;

/** The browser of the end-to-end tests: Debian's, installed here when this is root and there is none. */
export async function bringChromium({ progress, logFile, signal }: Bringing): Promise<string> {
  const found = onPath();
  if (found !== undefined) return found;
  const remedy = 'install the package chromium, or put a chromium on PATH';
  if (process.getuid?.() !== 0) throw new Fault('chromium', 'is missing, and only root can install it', remedy);
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
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file));
}
