/** The command line as a person meets it, with only the services so that each case is quick. */
import { existsSync, writeFileSync } from 'node:fs';
import { chmod, chown, mkdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { homeAt } from '../src/instance/home.ts';
import { loopback, portsFromBase, requireFreePorts } from '../src/instance/ports.ts';
import { readRecord, type InstanceRecord } from '../src/instance/record.ts';
import { movedDatabaseFolder } from '../src/parts/database-user.ts';
import { isAlive } from '../src/process/process-identity.ts';
import { waitUntil } from '../src/process/wait-until.ts';
import { Command } from './support/command.ts';
import { freePortBase, temporaryHome } from './support/homes.ts';
import { isMissing, needs } from '../src/testing/requirement.ts';

const startMs = 60_000;
const services = ['start', '--parts', 'database,livekit,identity,mail'];

async function place() {
  return { home: await temporaryHome(), base: await freePortBase() };
}

async function recordOf(home: string): Promise<InstanceRecord> {
  const record = await readRecord(homeAt(home));
  if (record === undefined) throw new Error('there is no record');
  return record;
}

/** One line, and only one, says what is wrong. */
function faults({ lines }: Command): readonly string[] {
  return lines.filter((line) => line.trim().startsWith('✗'));
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s stops everything within 10 s, and the data stays', async (signal) => {
  const at = await place();
  const command = new Command(services, at);
  await command.says('Sabha is ready', startMs);
  const parts = (await recordOf(at.home)).parts;
  expect(parts.map(({ name, state }) => [name, state]).sort()).toEqual(
    ['database', 'identity', 'livekit', 'mail'].map((name) => [name, 'healthy']),
  );
  const since = performance.now();
  command.kill(signal);
  expect(await command.exitCode).toBe(0);
  expect(performance.now() - since).toBeLessThan(10_000);
  expect(parts.filter(({ process: identity }) => identity !== null && isAlive(identity))).toEqual([]);
  await requireFreePorts(portsFromBase(at.base));
  expect(existsSync(join(at.home, 'database/cluster/PG_VERSION'))).toBe(true);
});

test.each(['SIGTERM', 'SIGKILL'] as const)('%s to the npm that it was started by stops it as well', async (signal) => {
  const at = await place();
  const command = new Command(['start', '--parts', 'mail,identity'], { ...at, byNpm: true });
  await command.says('Sabha is ready', startMs);
  const { runner, parts } = await recordOf(at.home);
  expect(runner.pid).not.toBe(command.pid);
  command.kill(signal);
  await waitUntil('the end of the runner', () => expect(isAlive(runner)).toBe(false), { withinMs: 10_000 });
  expect(parts.filter(({ process: identity }) => identity !== null && isAlive(identity))).toEqual([]);
});

test('stopped while it is starting, it leaves nothing', async () => {
  const at = await place();
  const command = new Command(services, at);
  await waitUntil('the first part', async () => expect((await recordOf(at.home)).parts.length).toBeGreaterThan(0), {
    withinMs: startMs,
    everyMs: 5,
  });
  command.kill('SIGTERM');
  expect(await command.exitCode).toBe(130);
  expect(command.output).toContain('nothing is left running');
  await requireFreePorts(portsFromBase(at.base));
});

test('the ready panel names addresses and demo accounts, and no secret', async () => {
  const at = await place();
  const command = new Command(services, at);
  await command.says('Sabha is ready', startMs);
  expect(command.output).toContain(`http://localhost:${portsFromBase(at.base).mailWeb}`);
  expect(command.output).toContain('Asha Verma');
  expect(command.output).toContain('Ctrl-C');
  const { secretsOf } = await import('../src/instance/secrets.ts');
  const { oidcClientId: _public, ...secrets } = await secretsOf(homeAt(at.home));
  expect(Object.values(secrets).filter((secret) => command.output.includes(secret))).toEqual([]);
});

test('a second start says that it runs already, and where', async () => {
  const at = await place();
  await new Command(services, at).says('Sabha is ready', startMs);
  const second = new Command(services, at);
  expect(await second.exitCode).toBe(1);
  expect(faults(second)).toHaveLength(1);
  expect(second.output).toContain(`is running already at http://localhost:${at.base}`);
  expect((await recordOf(at.home)).parts.every(({ state }) => state === 'healthy')).toBe(true);
});

test('a start after kill -9 of the runner ends what it left, and comes up', async () => {
  const at = await place();
  const first = new Command(services, at);
  await first.says('Sabha is ready', startMs);
  const orphans = (await recordOf(at.home)).parts;
  first.kill('SIGKILL');
  await first.exitCode;
  expect(orphans.every(({ process: identity }) => identity !== null && isAlive(identity))).toBe(true);
  const second = new Command(services, at);
  await second.says('Sabha is ready', startMs);
  expect(second.output).toContain('parts of a run that was killed');
  expect(orphans.filter(({ process: identity }) => identity !== null && isAlive(identity))).toEqual([]);
});

test('a stale record that names the process of somebody else touches nothing', async () => {
  const at = await place();
  const bystander = new Command(['start', '--parts', 'mail'], await place());
  await bystander.says('Sabha is ready', startMs);
  const theirs = { pid: bystander.pid, startedAt: 'before-this-boot/1' };
  const part = {
    name: 'mail',
    process: theirs,
    address: '',
    version: '',
    logFile: '',
    state: 'healthy',
    restarts: 0,
    stopSignal: 'SIGKILL',
  };
  const record = { runner: theirs, mode: 'production', startedAt: '', ports: portsFromBase(at.base), parts: [part] };
  writeFileSync(homeAt(at.home).record, JSON.stringify(record));
  await new Command(['start', '--parts', 'mail'], at).says('Sabha is ready', startMs);
  expect((await fetch(`http://${loopback}:${portsFromBase(at.base).mailWeb}/healthz`)).status).toBe(200);
  expect(process.kill(bystander.pid, 0)).toBe(true);
});

test('a busy port is one line with the port, the part and the way out', async () => {
  const at = await place();
  const intruder = createServer().listen(at.base + 50, loopback);
  onTestFinished(() => void intruder.close());
  await waitUntil('the intruder', () => expect(intruder.listening).toBe(true), { withinMs: 2000 });
  const command = new Command(services, at);
  expect(await command.exitCode).toBe(1);
  expect(faults(command)).toEqual([
    expect.stringMatching(new RegExp(`database +port ${at.base + 50} \\(tcp\\) is in use .* -> stop that program, or `)),
  ]);
});

test('without livekit-server and without Go it says what to install', async () => {
  const at = await place();
  const empty = join(at.home, 'no-tools');
  await mkdir(empty);
  const command = new Command(services, { ...at, env: { PATH: `${empty}:/usr/bin:/bin`, SABHA_CACHE: empty } });
  expect(await command.exitCode).toBe(1);
  expect(faults(command)).toEqual([
    expect.stringMatching(/livekit +livekit-server 1\.13\.5 is not on PATH and Go is missing .* -> install Go/),
  ]);
  await requireFreePorts(portsFromBase(at.base));
});

test('a part that falls over again and again is one clear line, and everything is stopped', async () => {
  const at = await place();
  const command = new Command(['start', '--parts', 'identity,mail'], at);
  await command.says('Sabha is ready', startMs);
  const { parts } = await recordOf(at.home);
  writeFileSync(homeAt(at.home).identityKey, 'no key any more');
  process.kill(parts.find(({ name }) => name === 'identity')?.process?.pid ?? 0, 'SIGKILL');
  expect(await command.exitCode).toBe(1);
  const [only, ...more] = faults(command);
  expect(more).toEqual([]);
  expect(only).toMatch(/identity +ended with code 1, 5 times in a row; it last said: .*no key.* -> look at .*identity\.log$/);
  expect(command.output).toContain('Stopped after');
  expect(parts.filter(({ process: identity }) => identity !== null && isAlive(identity))).toEqual([]);
  await requireFreePorts(portsFromBase(at.base));
});

test('`npm run status --json`, as it is typed, gives JSON and nothing else', async () => {
  const at = await place();
  await new Command(['start', '--parts', 'mail'], at).says('Sabha is ready', startMs);
  const status = new Command(['npm', 'run', 'status', '--json'], { ...at, typed: true });
  expect(await status.exitCode, status.output).toBe(0);
  expect(JSON.parse(status.stdout)).toMatchObject({ running: true, parts: [{ name: 'mail', health: 'healthy' }] });
});

test.skipIf(isMissing(needs.root))('another user’s data folder is one line that says whose it is to give back', async () => {
  const at = await place();
  const nobody = 65_534;
  await chown(at.home, nobody, nobody);
  await mkdir(homeAt(at.home).database, { mode: 0o700 }); // as a start by root has left it
  const as = { ...at, through: [process.execPath, join(import.meta.dirname, 'support/as-user.ts'), String(nobody)] };
  const command = new Command(['start', '--parts', 'database'], as);
  expect(await command.exitCode, command.output).toBe(1);
  expect(faults(command)).toEqual([
    expect.stringMatching(/database +the data folder .*\/database cannot be reached \(.*\) -> .* give it back with chown/),
  ]);
});

test('npm test that cannot be set up ends with the line that counts, like any other', async () => {
  const at = await place();
  const poor = join(at.home, 'no-tools');
  await mkdir(poor);
  writeFileSync(join(poor, 'chromium'), '', { mode: 0o755 });
  const command = new Command(['test'], { ...at, env: { PATH: `${poor}:/usr/bin:/bin`, SABHA_CACHE: poor } });
  expect(await command.exitCode).toBe(1);
  expect(faults(command)).toHaveLength(1);
  expect(command.stdout.split('\n').slice(-2)).toEqual(['0 passed, 1 failed', '']);
});

test('status --json tells of every part; status of a stopped instance says so', async () => {
  const at = await place();
  const stopped = new Command(['status'], at);
  expect(await stopped.exitCode).toBe(3);
  expect(stopped.output).toContain('is not running');
  await new Command(services, at).says('Sabha is ready', startMs);
  const running = new Command(['status', '--json'], at);
  expect(await running.exitCode).toBe(0);
  const told = JSON.parse(running.output) as { running: boolean; parts: Record<string, unknown>[] };
  expect(told.running).toBe(true);
  expect(told.parts).toHaveLength(4);
  for (const part of told.parts) {
    expect(part).toMatchObject({ health: 'healthy', reason: null, restarts: 0 });
    expect(part['pid']).toBeTypeOf('number');
    for (const name of ['name', 'address', 'version', 'logFile']) expect(part[name]).toMatch(/./);
  }
});

test('reset refuses while it runs, asks, and removes only what is its own', async () => {
  const at = await place();
  const command = new Command(['start', '--parts', 'database,mail'], at);
  await command.says('Sabha is ready', startMs);
  const tooEarly = new Command(['reset', '--yes'], at);
  expect(await tooEarly.exitCode).toBe(1);
  expect(tooEarly.output).toContain('is running');
  command.kill('SIGTERM');
  await command.exitCode;
  const mine = join(at.home, 'my-notes');
  writeFileSync(mine, "not the runner's");
  const unasked = new Command(['reset'], at);
  expect(await unasked.exitCode).toBe(1);
  expect(existsSync(homeAt(at.home).secrets)).toBe(true);
  expect(await new Command(['reset', '--yes'], at).exitCode).toBe(0);
  expect(existsSync(homeAt(at.home).secrets)).toBe(false);
  expect(existsSync(homeAt(at.home).database)).toBe(false);
  expect(existsSync(mine)).toBe(true);
});

test.skipIf(isMissing(needs.terminal))('reset asks at a terminal, and only a yes removes anything', async () => {
  const at = await place();
  const started = new Command(['start', '--parts', 'mail'], at);
  await started.says('Sabha is ready', startMs);
  started.kill('SIGTERM');
  await started.exitCode;
  for (const { answer, code, kept } of [
    { answer: 'y', code: 1, kept: true },
    { answer: 'yes', code: 0, kept: false },
  ]) {
    const reset = new Command(['reset'], { ...at, atTerminal: true });
    await reset.says('Type "yes":', startMs);
    reset.type(`${answer}\n`);
    expect(await reset.exitCode, reset.output).toBe(code);
    expect(existsSync(homeAt(at.home).secrets)).toBe(kept);
  }
});

test.skipIf(isMissing(needs.root))(
  'below a folder that the database user cannot enter, the data lies elsewhere, as it says, and reset finds it',
  async () => {
    const { home: shut, base } = await place();
    await chmod(shut, 0o700);
    const at = { home: join(shut, 'inner'), base };
    const command = new Command(['start', '--parts', 'database'], at);
    await command.says('Sabha is ready', startMs);
    const elsewhere = await movedDatabaseFolder(homeAt(at.home));
    onTestFinished(() => rm(elsewhere, { recursive: true, force: true }));
    expect(existsSync(join(elsewhere, 'cluster/PG_VERSION'))).toBe(true);
    expect(existsSync(homeAt(at.home).database)).toBe(false);
    expect(command.output).toMatch(new RegExp(`data +${elsewhere}\n +mails and logs +${at.home}\n`));
    command.kill('SIGTERM');
    await command.exitCode;
    expect(command.output).toContain(`the data is in ${elsewhere}.`);
    const reset = new Command(['reset', '--yes'], at);
    expect(await reset.exitCode).toBe(0);
    expect(reset.output).toContain(elsewhere);
    expect(existsSync(elsewhere)).toBe(false);
  },
);

test('reset touches nothing in a folder that is no instance, whatever is in it', async () => {
  const at = await place();
  const theirs = join(at.home, 'database');
  await mkdir(theirs);
  expect(await new Command(['reset', '--yes'], at).exitCode).toBe(0);
  expect(existsSync(theirs)).toBe(true);
});

test.each([
  [['dance'], 'there is no command'],
  [['start', '--parts', 'kitchen'], 'does not understand'],
])('%j is refused with what is possible', async (args, why) => {
  const command = new Command(args, await place());
  expect(await command.exitCode).toBe(1);
  expect(faults(command)).toEqual([expect.stringContaining(why)]);
});
