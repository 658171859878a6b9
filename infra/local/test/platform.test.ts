/** `npm start` whole, portal and worker included: started once, tried part by part, stopped, started again. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual, promisify } from 'node:util';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { databaseName, databaseUrl, instanceEnvironment, ownerRole } from '../src/instance/environment.ts';
import { checkout, homeAt, type Home } from '../src/instance/home.ts';
import { portsFromBase, requireFreePorts, type Ports } from '../src/instance/ports.ts';
import { readRecord, type PartRecord } from '../src/instance/record.ts';
import { secretsOf } from '../src/instance/secrets.ts';
import { partNames, type PartName } from '../src/parts/part.ts';
import { isAlive, withDescendants } from '../src/process/process-identity.ts';
import { waitUntil } from '../src/process/wait-until.ts';
import { Command } from './support/command.ts';
import { freePortBase, temporaryHome } from './support/homes.ts';
import { isLoopback, listenersOf } from './support/listeners.ts';
import { isMissing, needs } from '../src/testing/requirement.ts';
import { enterRoom, watchWebinar } from './support/visitors.ts';

const run = promisify(execFile);
const firstStartMs = 300_000;
const backWithinMs = 30_000;
const endings: (() => Promise<void>)[] = [];
const atTheEnd = (ending: () => Promise<void>) => void endings.unshift(ending);

let at: { home: string; base: number };
let home: Home;
let ports: Ports;
let platform: Command;

beforeAll(async () => {
  at = { home: await temporaryHome(atTheEnd), base: await freePortBase() };
  home = homeAt(at.home);
  ports = portsFromBase(at.base);
  platform = new Command(['start'], { ...at, atTheEnd, byNpm: true });
  await platform.says('Sabha is ready', firstStartMs);
}, firstStartMs);

afterAll(async () => {
  for (const ending of endings) await ending();
});

async function partsNow(): Promise<readonly PartRecord[]> {
  return (await readRecord(home))?.parts ?? [];
}

async function part(name: PartName): Promise<{ pid: number; state: string }> {
  const found = (await partsNow()).find((one) => one.name === name);
  if (!found?.process) throw new Error(`there is no ${name}`);
  return { pid: found.process.pid, state: found.state };
}

test('status --json lists every part as healthy', async () => {
  const status = new Command(['status', '--json'], { ...at, atTheEnd });
  expect(await status.exitCode, status.output).toBe(0);
  const { parts } = JSON.parse(status.output) as { parts: { name: string; health: string; logFile: string }[] };
  expect(parts.map(({ name, health }) => [name, health]).sort()).toEqual([...partNames].sort().map((name) => [name, 'healthy']));
  expect(parts.filter(({ logFile }) => !existsSync(logFile))).toEqual([]);
});

test('every step said what it did, and how long it took', () => {
  for (const step of ['build', 'migrate', 'seed', ...partNames])
    expect(platform.output).toMatch(new RegExp(`✓ ${step} +\\d+\\.\\d s`));
});

test('the portal answers on /healthz', async () => {
  expect((await fetch(`http://localhost:${ports.portal}/healthz`)).status).toBe(200);
});

const isWhole = {
  status: 'ok',
  parts: { database: 'ok', media: 'ok', worker: 'ok', mailQueue: 'ok', auditLog: 'ok', identity: 'ok' },
};
const readiness = async () => (await fetch(`http://localhost:${ports.portal}/readyz`)).json();

test('the portal tells of each part on /readyz', async () => {
  await expect.poll(readiness, { timeout: backWithinMs }).toEqual(isWhole);
});

test.skipIf(isMissing(needs.linux))('nothing of it listens on anything but loopback', async () => {
  const listeners = listenersOf(withDescendants((await partsNow()).map(({ process: identity }) => identity?.pid ?? 0)));
  expect(listeners.filter(({ address }) => !isLoopback(address))).toEqual([]);
  const open = new Set(listeners.map(({ port }) => port));
  expect(Object.values(ports).filter((port) => !open.has(port))).toEqual([]);
});

test.skipIf(isMissing(needs.linux)).each(['portal', 'worker'] as const)(
  '%s is not given what only the owner of the database may have',
  async (name) => {
    const given = readFileSync(`/proc/${(await part(name)).pid}/environ`, 'utf8');
    const secrets = await secretsOf(home);
    expect(given).toContain('DATABASE_URL=');
    expect(given).not.toContain('DATABASE_OWNER_URL');
    expect(given).not.toContain(secrets.databaseOwner);
    expect(given).not.toContain(secrets.databaseSuperuser);
  },
);

test('no secret is written into a log', async () => {
  const { oidcClientId: _public, livekitKey: _name, ...secrets } = await secretsOf(home);
  for (const { logFile } of await partsNow()) {
    const log = readFileSync(logFile, 'utf8');
    expect(
      Object.values(secrets).filter((secret) => log.includes(secret)),
      logFile,
    ).toEqual([]);
  }
});

test.each(partNames)('%s comes back by itself after kill -9, and the portal is ready again', async (name) => {
  const before = (await part(name)).pid;
  process.kill(before, 'SIGKILL');
  const healthy = async () => {
    const { pid, state } = await part(name);
    if (pid === before || state !== 'healthy') throw new Error(`${name} is ${state}`);
    const ready = await readiness();
    if (!isDeepStrictEqual(ready, isWhole)) throw new Error(`readyz says ${JSON.stringify(ready)}`);
  };
  await waitUntil(`${name} back`, healthy, { withinMs: backWithinMs });
  expect(platform.output).toMatch(new RegExp(`${name} +was ended by SIGKILL; starting it again`));
});

test('a second seed changes nothing', async () => {
  await waitUntil('a log at rest', requireLogAtRest, { withinMs: 30_000 });
  const before = await contents();
  const env = { ...process.env, ...instanceEnvironment({ home, ports, secrets: await secretsOf(home) }) };
  const { stdout } = await run(process.execPath, ['packages/api/src/seed/main.ts'], { cwd: checkout, env });
  expect(stdout).toContain('nothing to seed');
  expect(await contents()).toEqual(before);
  expect(before['ministries']).toMatch(/^[1-9]/);
});

/**
 * What was written shortly before is still taken up into the tree, signed and cosigned, whoever seeds meanwhile.
 * @throws Error until all of that was done
 */
async function requireLogAtRest(): Promise<void> {
  await withOwner(async (sql) => {
    const [pending] = await sql`select from audit_entries where seq not in (select seq from audit_leaves)`;
    if (pending) throw new Error('an entry has no place in the tree');
    const [open] = await sql`
      select from (select max(id) as id from audit_checkpoints) newest
      where newest.id not in (select checkpoint_id from audit_cosignatures)`;
    if (open) throw new Error('the witness has not answered to the newest head');
  });
}

/** Of every table: how many rows, and a hash over them. */
async function contents(): Promise<Readonly<Record<string, string>>> {
  return withOwner(async (sql) => {
    const tables = await sql<{ name: string }[]>`select tablename as name from pg_tables where schemaname = 'public'`;
    const hashed = tables.map(async ({ name }) => {
      const [row] = await sql<{ hash: string }[]>`
        select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as hash from ${sql(name)} t`;
      return [name, row?.hash ?? ''] as const;
    });
    return Object.fromEntries(await Promise.all(hashed));
  });
}

async function withOwner<T>(act: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const { databaseOwner } = await secretsOf(home);
  const sql = postgres(databaseUrl({ port: ports.database, role: ownerRole, password: databaseOwner, database: databaseName }));
  try {
    return await act(sql);
  } finally {
    await sql.end();
  }
}

async function expectAllGone(parts: readonly PartRecord[]): Promise<void> {
  expect(parts.filter(({ process: identity }) => identity && isAlive(identity))).toEqual([]);
  await requireFreePorts(ports);
}

test('Ctrl-C stops it within 10 s with people connected, and it starts again within 10 s', async () => {
  const parts = await partsNow();
  const streams = await Promise.all([watchWebinar(ports), watchWebinar(ports)]);
  await enterRoom(ports, await secretsOf(home));
  const since = performance.now();
  platform.pressCtrlC();
  await platform.exitCode;
  const stopMs = performance.now() - since;
  expect(platform.output).toMatch(/Stopped after/);
  expect(stopMs).toBeLessThan(10_000);
  await expectAllGone(parts);
  await Promise.all(streams.map(({ ended }) => ended));
  const again = performance.now();
  platform = new Command(['start'], { ...at, atTheEnd });
  await platform.says('Sabha is ready', 60_000);
  const startMs = performance.now() - again;
  expect(platform.output).toMatch(/build +\d.* unchanged/);
  console.log(`stopped in ${Math.round(stopMs)} ms, second start in ${Math.round(startMs)} ms`);
  expect(startMs).toBeLessThan(10_000);
});

test('SIGTERM stops it within 10 s although no part listens', async () => {
  const parts = await partsNow();
  // Frozen, a process takes no signal but the one that nobody can refuse.
  for (const { process: identity } of parts) process.kill(identity?.pid ?? 0, 'SIGSTOP');
  const since = performance.now();
  platform.kill('SIGTERM');
  expect(await platform.exitCode).toBe(0);
  expect(performance.now() - since).toBeLessThan(10_000);
  await expectAllGone(parts);
});
