import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, chown, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Fault, messageOf } from '../fault.ts';
import { superuser } from '../instance/environment.ts';
import { loopback } from '../instance/ports.ts';
import { copyBinaries, databaseBinaries } from './database-binaries.ts';
import { canReach, databaseFolder, databaseUser, systemFolder, type SystemUser } from './database-user.ts';
import { requireHealthOf } from './health-of-part.ts';
import type { InstancePlan, PartProcess } from './part.ts';

const run = promisify(execFile);

/** PostgreSQL from the npm package, made ready to be started: binaries reachable, data folder initialised. */
export async function databasePart(plan: InstancePlan): Promise<PartProcess> {
  const user = databaseUser();
  const data = await databaseFolder(plan.home, user);
  const packaged = await databaseBinaries();
  const native = canReach(user, join(packaged, 'bin/postgres'))
    ? packaged
    : await copyBinaries(packaged, data.moved ? join(systemFolder, 'postgresql') : join(plan.home.folder, 'postgresql'));
  const cluster = join(data.folder, 'cluster');
  if (!existsSync(join(cluster, 'PG_VERSION'))) await initialise({ native, cluster, user, plan });
  await requireSameVersion(native, cluster);
  return {
    name: 'database',
    command: join(native, 'bin', 'postgres'),
    args: ['-D', cluster, ...settings(plan)],
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' },
    cwd: data.folder,
    dataFolder: data.folder,
    ...(user === undefined ? {} : { user: { uid: user.uid, gid: user.gid } }),
    ports: ['database'],
    address: `${loopback}:${plan.ports.database}`,
    version: await versionOf(native),
    stopSignal: 'SIGINT', // PostgreSQL's "fast" shutdown: it does not wait for clients to leave
    stopGraceMs: 4000,
    startWithinMs: 30_000,
    requireHealthy: () => requireHealthOf('database', plan),
  };
}

function settings(plan: InstancePlan): readonly string[] {
  const fixed = {
    listen_addresses: loopback,
    port: String(plan.ports.database),
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %q%u@%d ',
  };
  const hasty = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' };
  return Object.entries(plan.durable ? fixed : { ...fixed, ...hasty }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

type Initialisation = Readonly<{ native: string; cluster: string; user: SystemUser | undefined; plan: InstancePlan }>;

async function initialise({ native, cluster, user, plan }: Initialisation): Promise<void> {
  // A run that was killed half-way leaves a folder that initdb would refuse; without PG_VERSION it holds no data.
  await rm(cluster, { recursive: true, force: true });
  const passwordFile = join(cluster, '..', 'superuser-password');
  await writeFile(passwordFile, plan.secrets.databaseSuperuser, { mode: 0o600 });
  try {
    if (user !== undefined) await chown(passwordFile, user.uid, user.gid);
    const options = [
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ];
    const identity = user === undefined ? {} : { uid: user.uid, gid: user.gid };
    const args = ['-D', cluster, '-U', superuser, `--pwfile=${passwordFile}`, ...options, ...(plan.durable ? [] : ['--no-sync'])];
    const { stdout } = await run(join(native, 'bin', 'initdb'), args, {
      ...identity,
      cwd: '/',
      env: { LC_ALL: 'C', PATH: process.env['PATH'] ?? '' },
    });
    await appendFile(join(plan.home.logs, 'database.log'), stdout, { mode: 0o600 });
  } catch (error) {
    throw new Fault(
      'database',
      `the data folder could not be initialised (${messageOf(error).slice(0, 600)})`,
      `look at ${cluster}`,
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function versionOf(native: string): Promise<string> {
  const { stdout } = await run(join(native, 'bin', 'postgres'), ['--version']);
  return stdout.replace(/^\D*/, '').split(/\s/)[0] ?? 'unknown';
}

/** A newer PostgreSQL cannot open an older one's files; better said here than in its log. */
async function requireSameVersion(native: string, cluster: string): Promise<void> {
  const made = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  const ours = (await versionOf(native)).split('.')[0];
  if (made !== ours)
    throw new Fault(
      'database',
      `its data was made by PostgreSQL ${made}, this is ${ours}`,
      'run `npm run reset` to begin anew, or go back to the earlier version',
    );
}
