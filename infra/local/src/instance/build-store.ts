import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../fault.ts';
import { isAlive, type ProcessIdentity } from '../process/process-identity.ts';
import { homeAt } from './home.ts';
import { readRecord } from './record.ts';

/** Who serves a build: a runner, or the portal that it left behind in its home when it was killed. */
export type BuildUser = Readonly<{ runner: ProcessIdentity; home: string }>;

/** Where Next.js builds. It empties this folder each time, but for its cache. */
const workshop = 'work';
/** Held while the workshop is in use. */
const lock = 'building';
/** What the workshop holds for the next build and nobody serves. */
const notServed = new Set(['cache', 'dev', 'diagnostics', 'lock', 'trace', 'types']);
const stamp = 'built-from';
const users = 'users';

let claims = 0;

/**
 * Finished builds beside the workshop, one folder per state of the sources and never written to again: a portal that runs
 * keeps its files, whatever is built meanwhile. As deep as the workshop, because a build's own paths are relative.
 * To publish and to remove takes the lock; to claim does not, so that no start waits for somebody else's build.
 */
export class BuildStore {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  get workshop(): string {
    return join(this.#root, workshop);
  }

  get lockFile(): string {
    return join(this.#root, lock);
  }

  /** Where the build of these sources is or will be. */
  folderOf(digest: string): string {
    return join(this.#root, nameOf(digest));
  }

  async has(digest: string): Promise<boolean> {
    return (await textOf(join(this.folderOf(digest), stamp))) === digest;
  }

  /** Copies what lies in the workshop. */
  async publish(digest: string): Promise<void> {
    const draft = `${this.folderOf(digest)}.new`;
    const isServed = (path: string) => path === this.workshop || !notServed.has(path.slice(this.workshop.length + 1));
    await rm(draft, { recursive: true, force: true });
    await cp(this.workshop, draft, { recursive: true, verbatimSymlinks: true, filter: isServed });
    await mkdir(join(draft, users));
    await writeFile(join(draft, stamp), digest);
    await rm(this.folderOf(digest), { recursive: true, force: true }); // there is one only when it is incomplete
    await rename(draft, this.folderOf(digest));
  }

  /** Keeps the build until it is released; answers undefined when there is no such build, or no longer. */
  async claim(digest: string, user: BuildUser): Promise<(() => Promise<void>) | undefined> {
    const file = join(this.folderOf(digest), users, `${user.runner.pid}-${(claims += 1)}`);
    const release = () => rm(file, { force: true });
    try {
      await writeFile(file, JSON.stringify(user), { mode: 0o600 });
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
    if (await this.has(digest)) return release;
    await release();
    return undefined;
  }

  /** Removes every build that is neither of this digest nor in use. */
  async removeOthers(digest: string): Promise<void> {
    const kept = new Set([workshop, lock, nameOf(digest)]);
    for (const name of await readdir(this.#root)) {
      if (!kept.has(name) && !name.startsWith(`${lock}.`)) await removeUnused(join(this.#root, name));
    }
  }
}

function nameOf(digest: string): string {
  return digest.slice(0, 16);
}

async function removeUnused(folder: string): Promise<void> {
  if (await isInUse(folder)) return;
  const aside = `${folder}.old`;
  await rename(folder, aside);
  // Whoever claimed it between the look and the renaming has seen that it was gone, or finds it where it was.
  if (await isInUse(aside)) await rename(aside, folder);
  else await rm(aside, { recursive: true, force: true });
}

async function isInUse(folder: string): Promise<boolean> {
  const names = await readdir(join(folder, users)).catch(() => []);
  for (const name of names) if (await isServing(await textOf(join(folder, users, name)))) return true;
  return false;
}

async function isServing(claim: string | undefined): Promise<boolean> {
  const user = parse(claim);
  if (user === undefined) return false;
  if (isAlive(user.runner)) return true;
  const record = await readRecord(homeAt(user.home));
  return record?.parts.some(({ name, process }) => name === 'portal' && process !== null && isAlive(process)) ?? false;
}

/** Half a claim is of somebody who died while writing it. */
function parse(claim: string | undefined): BuildUser | undefined {
  try {
    return claim === undefined ? undefined : (JSON.parse(claim) as BuildUser);
  } catch {
    return undefined;
  }
}

async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}
