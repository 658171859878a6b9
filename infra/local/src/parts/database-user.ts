import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode, Fault, messageOf } from '../fault.ts';
import type { Home } from '../instance/home.ts';

export type SystemUser = Readonly<{ name: string; uid: number; gid: number }>;

/** PostgreSQL refuses to run as root, and must run as a user that the system knows by name. */
const candidates = ['postgres', 'nobody'] as const;

export function databaseUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of candidates) {
    const uid = idOf(name, '-u');
    const gid = idOf(name, '-g');
    if (uid !== undefined && gid !== undefined && uid !== 0) return { name, uid, gid };
  }
  throw new Fault(
    'database',
    'PostgreSQL does not run as root, and there is no user postgres or nobody',
    'run as another user, or `useradd --system postgres`',
  );
}

function idOf(name: string, which: '-u' | '-g'): number | undefined {
  try {
    return Number(execFileSync('id', [which, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim());
  } catch {
    return undefined; // `id` fails for a name that the system does not know
  }
}

/** Whether that user can enter a folder or run a file, asked of the system itself rather than guessed from modes. */
export function canReach(user: SystemUser | undefined, path: string): boolean {
  try {
    execFileSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], {
      stdio: 'ignore',
      cwd: '/',
      ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
    });
    return true;
  } catch {
    return false;
  }
}

export const systemFolder = '/var/lib/sabha';

export type DataFolder = Readonly<{ folder: string; moved: boolean }>;

/**
 * The home's own folder where the database's user can reach it. A checkout below /root cannot be reached by anyone
 * else: there, a folder of the system's, named after the home so that two checkouts never share one.
 */
export async function databaseFolder(home: Home, user: SystemUser | undefined): Promise<DataFolder> {
  const moved = user !== undefined && !canReach(user, home.folder);
  const folder = moved ? await movedDatabaseFolder(home) : home.database;
  try {
    await mkdir(moved ? dirname(folder) : home.folder, { recursive: true, mode: 0o755 });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (user !== undefined) await chown(folder, user.uid, user.gid);
    await chmod(folder, 0o700);
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    throw unreachable(folder, messageOf(error));
  }
  if (!canReach(user, folder)) throw unreachable(folder, user === undefined ? 'no access' : `user ${user.name} has no access`);
  return { folder, moved };
}

/** Where the data lies when the database's user cannot enter the home. */
export async function movedDatabaseFolder(home: Home): Promise<string> {
  const real = await realpath(home.folder).catch(() => home.folder);
  return join(systemFolder, createHash('sha256').update(real).digest('hex').slice(0, 16));
}

function unreachable(folder: string, why: string): Fault {
  return new Fault(
    'database',
    `the data folder ${folder} cannot be reached (${why})`,
    'set SABHA_HOME to a folder that it can enter, or give it back with chown',
  );
}
