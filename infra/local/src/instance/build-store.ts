import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { errorCode } from '../fault.ts';
import { isAlive, type ProcessIdentity } from '../process/process-identity.ts';
import { homeAt } from './home.ts';
import { readRecord } from './record.ts';

/** Who serves a build: a runner, or the portal that it left behind when it was killed. */
export type BuildUser = Readonly<{ runner: ProcessIdentity; home: string }>;

/** Where Next.js builds; it empties this folder each time, but for its cache. */
export const workshop = 'work';

const notServed = new Set(['cache', 'dev', 'diagnostics', 'lock', 'trace', 'types']);
const stamp = 'built-from';
const users = 'users';

/**
 * Finished builds beside the workshop, one folder per state of the sources and never written to again: a portal that runs
 * keeps its files whatever is built meanwhile. As deep as the workshop, since a build's own paths are relative.
 */
export class BuildStore {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  nameOf(digest: string): string {
    return digest.slice(0, 16);
  }

  async has(digest: string): Promise<boolean> {
    return (await readOr(this.#path(digest, stamp), undefined)) === digest;
  }

  /** Copies what lies in the workshop. One at a time. */
  async publish(digest: string): Promise<void> {
    const draft = this.#path(`${this.nameOf(digest)}.new`);
    const source = join(this.#root, workshop);
    await rm(draft, { recursive: true, force: true });
    const isServed = (path: string) => path === source || !notServed.has(path.slice(source.length + 1));
    await cp(source, draft, { recursive: true, verbatimSymlinks: true, filter: isServed });
    await mkdir(join(draft, users));
    await writeFile(join(draft, stamp), digest);
    await rm(this.#path(digest), { recursive: true, force: true });
    await rename(draft, this.#path(digest));
  }

  /** Keeps the build from being removed until released; undefined when there is no such build (any more). */
  async claim(digest: string, user: BuildUser): Promise<(() => Promise<void>) | undefined> {
    const file = this.#path(digest, users, `${user.runner.pid}-${basename(user.home)}`);
    const release = () => rm(file, { force: true });
    try {
      await writeFile(file, JSON.stringify(user));
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
    if (await this.has(digest)) return release;
    await release();
    return undefined;
  }

  /** Removes whatever is neither of this digest nor in use. One at a time. */
  async removeUnused(current: string): Promise<void> {
    const kept = new Set([workshop, this.nameOf(current), 'lock']);
    for (const name of await readdir(this.#root)) if (!kept.has(name)) await this.#removeIfUnused(name);
  }

  async #removeIfUnused(name: string): Promise<void> {
    if (await isUsed(this.#path(name))) return;
    const aside = this.#path(`${name}.old`);
    await rename(this.#path(name), aside);
    // Claimed between the look and the renaming: whoever did has found nothing at the old place, or finds it there again.
    if (await isUsed(aside)) await rename(aside, this.#path(name));
    else await rm(aside, { recursive: true, force: true });
  }

  #path(digest: string, ...below: readonly string[]): string {
    return join(this.#root, digest.length === 64 ? this.nameOf(digest) : digest, ...below);
  }
}

async function isUsed(folder: string): Promise<boolean> {
  const names = await readdir(join(folder, users)).catch(() => []);
  const claims = await Promise.all(names.map((name) => readOr(join(folder, users, name), '')));
  for (const claim of claims) if (await isInUse(claim)) return true;
  return false;
}
