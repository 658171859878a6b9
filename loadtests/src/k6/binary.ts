/** The k6 that holds our extension: built once by Go from loadtests/xk6-livekit, and kept by the digest of its sources. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cacheFolder } from '../../../infra/local/src/setup/cache-folder.ts';
import { runToEnd } from '../../../infra/local/src/process/run-to-end.ts';
import { lastLines } from '../../../infra/local/src/process/log-file.ts';
import { Refusal } from '../command/arguments.ts';

const run = promisify(execFile);
const moduleFolder = fileURLToPath(new URL('../../xk6-livekit', import.meta.url));
const buildWithinMs = 900_000;

/** @throws Refusal when Go is missing or the build fails. @returns the binary's path */
export async function k6Binary(say: (line: string) => void): Promise<string> {
  const folder = cacheFolder(process.env);
  const target = join(folder, `k6-livekit-${await digestOfModule()}`);
  if (await isThere(target)) return target;
  await mkdir(folder, { recursive: true });
  await requireGo();
  say('building k6 with the LiveKit extension, once; about a minute, and longer where the modules have to be fetched');
  const workshop = await mkdtemp(`${target}.`);
  try {
    const logFile = join(workshop, 'build.log');
    const args = ['build', '-trimpath', '-ldflags=-s -w', '-o', join(workshop, 'k6'), './cmd/k6'];
    const signal = AbortSignal.timeout(buildWithinMs);
    const how = await runToEnd({
      command: 'go',
      args,
      cwd: moduleFolder,
      env: { ...process.env, CGO_ENABLED: '0' },
      logFile,
      signal,
    });
    if (how !== undefined) throw new Refusal(`k6 could not be built: go ${how}: ${lastLines(logFile, 5).join(' | ')}`);
    await rename(join(workshop, 'k6'), target);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
  return target;
}

export async function k6Version(binary: string): Promise<string> {
  const { stdout } = await run(binary, ['version'], { timeout: 20_000 });
  return /\bv\d+\.\d+\.\d+\S*/.exec(stdout)?.[0] ?? stdout.trim();
}

async function digestOfModule(): Promise<string> {
  const entries = await readdir(moduleFolder, { recursive: true, withFileTypes: true });
  const files = entries.filter(
    (entry) => entry.isFile() && /\.(?:go|mod|sum)$/.test(entry.name) && !entry.name.endsWith('_test.go'),
  );
  const digest = createHash('sha256').update(`${process.platform} ${process.arch}`);
  for (const file of files.map(({ parentPath, name }) => join(parentPath, name)).sort())
    digest.update(`\0${relative(moduleFolder, file)}\0`).update(await readFile(file));
  return digest.digest('hex').slice(0, 16);
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

async function requireGo(): Promise<void> {
  try {
    await run('go', ['version'], { timeout: 20_000 });
  } catch {
    throw new Refusal('Go 1.26 or newer is needed to build k6 with the LiveKit extension, and there is none on PATH');
  }
}
