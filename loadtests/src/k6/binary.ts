/** The k6 that holds our extension: built once by Go from loadtests/xk6-livekit, and kept by the digest of its sources. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cacheFolder } from '../../../infra/local/src/setup/cache-folder.ts';
import { runToEnd } from '../../../infra/local/src/process/run-to-end.ts';
import { lastLines } from '../../../infra/local/src/process/log-file.ts';
import { Refusal } from '../command/arguments.ts';
import { digestSources } from './source-digest.ts';

const run = promisify(execFile);
const moduleFolder = fileURLToPath(new URL('../../xk6-livekit', import.meta.url));
const scriptFolders = ['../../lib', '../../scenarios'].map((folder) => fileURLToPath(new URL(folder, import.meta.url)));
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

/**
 * What load is made of, the same on every machine that makes the same: the extension's sources and the scenarios' scripts. Generators
 * of one load must agree in it.
 */
export async function buildDigest(): Promise<string> {
  const digest = createHash('sha256');
  await digestSources(digest, moduleFolder, isModuleSource);
  for (const folder of scriptFolders) await digestSources(digest, folder, (name) => name.endsWith('.ts'));
  return digest.digest('hex').slice(0, 16);
}

async function digestOfModule(): Promise<string> {
  const digest = createHash('sha256').update(`${process.platform} ${process.arch}`);
  await digestSources(digest, moduleFolder, isModuleSource);
  return digest.digest('hex').slice(0, 16);
}

const isModuleSource = (name: string): boolean => /\.(?:go|mod|sum)$/.test(name) && !name.endsWith('_test.go');

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
