/** What holds for an instance's services, without portal and worker: quick to start, so tried one by one. */
import { verifierOf } from '@sabha/audit/note';
import { loadPolicy } from '@sabha/api/residency/load-policy';
import { appendFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import postgres from 'postgres';
import { expect, onTestFinished, test } from 'vitest';
import { Fault } from '../src/fault.ts';
import { freePorts, loopback, requireFreePorts } from '../src/instance/ports.ts';
import { AlreadyRunning, startInstance, type Instance, type InstanceOptions } from '../src/instance/start-instance.ts';
import type { PartName } from '../src/parts/part.ts';
import { identify, withDescendants } from '../src/process/process-identity.ts';
import { waitUntil } from '../src/process/wait-until.ts';
import { temporaryHome } from './support/homes.ts';
import { isLoopback, listenersOf } from './support/listeners.ts';
import { isMissing, needs } from '../src/testing/requirement.ts';

const services: readonly PartName[] = ['database', 'livekit', 'identity', 'mail'];

async function options(change: Partial<InstanceOptions> = {}): Promise<InstanceOptions> {
  return { home: await temporaryHome(), ports: await freePorts(), parts: services, durable: false, ...change };
}

async function start(of: InstanceOptions): Promise<Instance> {
  const instance = await startInstance(of);
  onTestFinished(() => instance.stop());
  return instance;
}

async function query<T>(instance: Instance, ask: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(instance.env.DATABASE_OWNER_URL, { max: 1 });
  try {
    return await ask(sql);
  } finally {
    await sql.end();
  }
}

async function expectFault(of: InstanceOptions): Promise<Fault> {
  const outcome: unknown = await startInstance(of).then(
    (instance) => instance.stop(),
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(Fault);
  return outcome as Fault;
}

test.each(services)('%s comes back by itself after kill -9', async (name) => {
  const instance = await start(await options({ parts: [name] }));
  const before = instance.part(name).pid ?? 0;
  process.kill(before, 'SIGKILL');
  await waitUntil(
    `${name} back`,
    () => {
      const now = instance.part(name);
      if (now.pid === before || now.state !== 'healthy') throw new Error(`is ${now.state}`);
    },
    { withinMs: 15_000 },
  );
  expect(instance.part(name).restarts).toBe(1);
});

test('what was committed is there after kill -9 of the database', async () => {
  const instance = await start(await options({ parts: ['database'], durable: true }));
  const before = instance.part('database').pid ?? 0;
  await query(instance, (sql) => sql`create table kept as select 42 as answer`);
  process.kill(before, 'SIGKILL');
  await waitUntil(
    'the database back',
    () => {
      const { pid, state } = instance.part('database');
      if (pid === before || state !== 'healthy') throw new Error(state);
    },
    { withinMs: 15_000 },
  );
  expect(await query(instance, (sql) => sql`select answer from kept`)).toEqual([{ answer: 42 }]);
});

test('data and secrets outlive a stop', async () => {
  const settings = await options({ parts: ['database'] });
  const first = await start(settings);
  await query(first, (sql) => sql`create table kept as select 42 as answer`);
  await first.stop();
  const second = await start(settings);
  expect(second.env).toEqual(first.env);
  expect(await query(second, (sql) => sql`select answer from kept`)).toEqual([{ answer: 42 }]);
});

test('stopping frees every port and leaves no process', async () => {
  const settings = await options();
  const instance = await start(settings);
  const pids = withDescendants(instance.parts().map(({ pid }) => pid ?? 0));
  expect(pids.length).toBeGreaterThan(services.length);
  await instance.stop();
  await requireFreePorts(settings.ports);
  await waitUntil('no process left', () => expect(pids.filter((pid) => identify(pid) !== undefined)).toEqual([]), {
    withinMs: 3000,
  });
});

test('two instances live side by side', async () => {
  const [one, other] = await Promise.all([start(await options()), start(await options())]);
  expect(one.env.LIVEKIT_API_SECRET).not.toBe(other.env.LIVEKIT_API_SECRET);
});

test('a second start of the same home is told who runs it', async () => {
  const settings = await options({ parts: ['mail'] });
  await start(settings);
  await expect(startInstance(settings)).rejects.toThrow(AlreadyRunning);
});

test('a busy port is named with its part, and nothing is left', async () => {
  const settings = await options();
  const intruder = createServer().listen(settings.ports.mailSmtp, loopback);
  onTestFinished(() => void intruder.close());
  await waitUntil('the intruder listening', () => expect(intruder.listening).toBe(true), { withinMs: 2000 });
  const fault = await expectFault(settings);
  expect(fault.line).toContain(`mail: port ${settings.ports.mailSmtp} (tcp) is in use`);
  await requireFreePorts(settings.ports, ['database', 'livekit', 'livekitUdp', 'identity', 'mailWeb']);
});

test('a part that crashes in a loop is named with its last words and its log, and nothing is left', async () => {
  const settings = await options();
  writeFileSync(join(settings.home, 'identity-key.json'), 'no key');
  const fault = await expectFault(settings);
  expect(fault.part).toBe('identity');
  expect(fault.message).toMatch(/ended with code 1, 2 times in a row/);
  expect(fault.remedy).toContain('identity.log');
  await requireFreePorts(settings.ports);
});

test('a data folder that cannot be used is named', async () => {
  const home = join(await temporaryHome(), 'a-file');
  writeFileSync(home, '');
  expect((await expectFault(await options({ home }))).line).toMatch(/^data folder: cannot be used at .*a-file/);
});

test('secrets are for their owner alone', async () => {
  const { home } = await start(await options());
  const open = [
    ...[home.secrets, home.livekitConfig, home.policy, home.policyNote],
    ...[home.identityKey, home.mailbox, home.logs],
  ].filter((path) => (statSync(path).mode & 0o077) !== 0);
  expect(open).toEqual([]);
  for (const name of readdirSync(home.logs)) expect(statSync(join(home.logs, name)).mode & 0o077, name).toBe(0);
});

test.skipIf(isMissing(needs.linux))('nothing listens on anything but loopback', async () => {
  const instance = await start(await options());
  const listeners = listenersOf(withDescendants(instance.parts().map(({ pid }) => pid ?? 0)));
  const { portal: _portal, worker: _worker, witness: _witness, ...expected } = instance.ports;
  expect(listeners.filter(({ address }) => !isLoopback(address))).toEqual([]);
  expect(new Set(listeners.map(({ port }) => port))).toEqual(new Set(Object.values(expected)));
});

test('portal and worker are given a policy that its signer vouches for, and one that was changed is not believed', async () => {
  const { env, home } = await start(await options({ parts: ['mail'] }));
  const source = { file: env.SABHA_RESIDENCY_POLICY, verifiers: [env.SABHA_RESIDENCY_VERIFIER] };
  const { policy, signers } = await loadPolicy(source);
  expect(signers).toEqual(['laptop.sabha.localhost/policy']);
  expect(Object.keys(policy.sites)).toEqual(['laptop']);
  appendFileSync(home.policy, '# a word more\n');
  await expect(loadPolicy(source)).rejects.toThrow(/changed after it was signed/);
});

test('the keys that sign policy and receipts are made once, and are not the same', async () => {
  const settings = await options({ parts: ['mail'] });
  const first = await start(settings);
  await first.stop();
  const { env } = await start(settings);
  expect(env.SABHA_RECEIPT_SIGNER).toBe(first.env.SABHA_RECEIPT_SIGNER);
  expect(env.SABHA_RESIDENCY_VERIFIER).toBe(first.env.SABHA_RESIDENCY_VERIFIER);
  expect(env.SABHA_RECEIPT_VERIFIER).toBe(verifierOf(env.SABHA_RECEIPT_SIGNER));
  expect(env.SABHA_RECEIPT_VERIFIER).toMatch(/^laptop\.sabha\.localhost\/receipts\+/);
});

test('the media server tells its load and its log where portal and worker are told to look', async () => {
  const { env } = await start(await options({ parts: ['livekit'] }));
  const metrics = await (await fetch(env.LIVEKIT_METRICS_URL)).text();
  expect(metrics).toMatch(/^livekit_\w+\{.*node_id="ND_/m);
  expect(readFileSync(env.LIVEKIT_LOG_FILE, 'utf8')).toContain('starting LiveKit server');
});
