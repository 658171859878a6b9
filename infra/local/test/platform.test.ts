/** `npm start` whole, portal and worker included: started once, tried part by part, stopped, started again. */
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { homeAt, type Home } from '../src/instance/home.ts';
import { portsFromBase, requireFreePorts, type Ports } from '../src/instance/ports.ts';
import { readRecord, type PartRecord } from '../src/instance/record.ts';
import { secretsOf } from '../src/instance/secrets.ts';
import { partNames, type PartName } from '../src/parts/part.ts';
import { isAlive, withDescendants } from '../src/process/process-identity.ts';
import { waitUntil } from '../src/process/wait-until.ts';
import { Command } from './support/command.ts';
import { freePortBase, temporaryHome } from './support/homes.ts';
import { isLoopback, listenersOf } from './support/listeners.ts';

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
  platform = new Command(['start'], { ...at, atTheEnd });
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

test.each(['healthz', 'readyz'])('the portal answers on /%s', async (path) => {
  expect((await fetch(`http://localhost:${ports.portal}/${path}`)).status).toBe(200);
});

test.runIf(process.platform === 'linux')('nothing of it listens on anything but loopback', async () => {
  const listeners = listenersOf(withDescendants((await partsNow()).map(({ process: identity }) => identity?.pid ?? 0)));
  expect(listeners.filter(({ address }) => !isLoopback(address))).toEqual([]);
  const open = new Set(listeners.map(({ port }) => port));
  expect(Object.values(ports).filter((port) => !open.has(port))).toEqual([]);
});

test.runIf(process.platform === 'linux').each(['portal', 'worker'] as const)(
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
    const ready = await fetch(`http://localhost:${ports.portal}/readyz`);
    if (!ready.ok) throw new Error(`readyz answers ${ready.status} ${await ready.text()}`);
  };
  await waitUntil(`${name} back`, healthy, { withinMs: backWithinMs });
  expect(platform.output).toMatch(new RegExp(`${name} +was ended by SIGKILL; starting it again`));
});

test('it stops within 10 s with people connected, and starts again within 10 s', async () => {
  const parts = await partsNow();
  const stream = new AbortController();
  const idle = await fetch(`http://localhost:${ports.portal}/`, { signal: stream.signal, keepalive: true });
  expect(idle.status).toBeLessThan(500);
  const since = performance.now();
  platform.kill('SIGTERM');
  expect(await platform.exitCode).toBe(0);
  const stopMs = performance.now() - since;
  stream.abort();
  expect(stopMs).toBeLessThan(10_000);
  expect(parts.filter(({ process: identity }) => identity && isAlive(identity))).toEqual([]);
  await requireFreePorts(ports);
  const again = performance.now();
  const second = new Command(['start'], { ...at, atTheEnd });
  await second.says('Sabha is ready', 60_000);
  const startMs = performance.now() - again;
  expect(second.output).toMatch(/build +\d.* unchanged/);
  console.log(`stopped in ${Math.round(stopMs)} ms, second start in ${Math.round(startMs)} ms`);
  expect(startMs).toBeLessThan(10_000);
});
