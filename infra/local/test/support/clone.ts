import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, linkSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { checkout } from '../../src/instance/home.ts';
import { livekitBinary } from '../../src/parts/livekit-binary.ts';

/** A clone of this checkout as it stands, with what has not been committed yet, and nothing installed. */
export function freshClone(atTheEnd: (clean: () => Promise<void>) => void): string {
  const clone = temporaryFolder('sabha-clone-', atTheEnd);
  git('clone', '--quiet', checkout, clone);
  for (const file of listed('--deleted')) rmSync(join(clone, file), { force: true });
  const deleted = new Set(listed('--deleted'));
  for (const file of listed('--modified', '--others', '--exclude-standard')) {
    if (deleted.has(file)) continue;
    mkdirSync(dirname(join(clone, file)), { recursive: true });
    cpSync(join(checkout, file), join(clone, file));
  }
  return clone;
}

/** A cache without Node and compiled sources. The media server alone is in it: others test how it is brought, in minutes. */
export async function emptyCache(atTheEnd: (clean: () => Promise<void>) => void): Promise<string> {
  const cache = temporaryFolder('sabha-cache-', atTheEnd);
  const signal = new AbortController().signal;
  const binary = await livekitBinary({ env: process.env, signal, progress: () => undefined });
  if (binary === 'livekit-server') return cache; // it is on PATH for the clone, too
  try {
    linkSync(binary, join(cache, basename(binary)));
  } catch {
    copyFileSync(binary, join(cache, basename(binary))); // on another disc
  }
  return cache;
}

/** What git says of the working tree there; empty when it is as it was committed. */
export function changesIn(clone: string): string {
  return execFileSync('git', ['-C', clone, 'status', '--porcelain'], { encoding: 'utf8' });
}

function temporaryFolder(prefix: string, atTheEnd: (clean: () => Promise<void>) => void): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  atTheEnd(async () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function listed(...which: readonly string[]): readonly string[] {
  return git('ls-files', '-z', ...which)
    .split('\0')
    .filter((file) => file !== '');
}

function git(...words: readonly string[]): string {
  return execFileSync('git', ['-C', checkout, ...words], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
}
