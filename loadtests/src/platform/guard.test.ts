/** A runner is killed outright, in a process of its own, and none of its parts may outlive it by more than some seconds. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { isAlive, type ProcessIdentity } from '../../../infra/local/src/process/process-identity.ts';
import { killGroup } from '../../../infra/local/src/process/stop-group.ts';
import { waitUntil } from '../../../infra/local/src/process/wait-until.ts';

const preamble = (home: string) => `
  import { guardHome } from '${import.meta.resolve('./guard.ts')}';
  import { spawnPart } from '${import.meta.resolve('./spawned.ts')}';
  import { spawn } from 'node:child_process';
  import { homeAt } from '${import.meta.resolve('../../../infra/local/src/instance/home.ts')}';
  import { identify } from '${import.meta.resolve('../../../infra/local/src/process/process-identity.ts')}';
  import { writeRecord } from '${import.meta.resolve('../../../infra/local/src/instance/record.ts')}';
  const cwd = '${home}';
  const guard = guardHome(cwd);
  const logFile = cwd + '/part.log';
`;
const hang = 'setInterval(() => {}, 1000);';
const spawned = (command: string, args: readonly string[]) => `
  const part = await spawnPart({ name: 'part', command: '${command}', args: ${JSON.stringify(args)}, env: process.env, cwd, logFile,
    guard, requireHealthy: async () => {} });
  console.log(JSON.stringify(identify(part.pid)));
`;
const recorded = `
  const { pid } = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
  const part = { name: 'mail', process: identify(pid), address: '', version: '', logFile, state: 'healthy', restarts: 0 };
  await writeRecord(homeAt(cwd), { runner: identify(process.pid), parts: [{ ...part, stopSignal: 'SIGTERM' }] });
  console.log(JSON.stringify(part.process));
`;

/** A runner that says which process its part is: asked later, one that has ended already would be nobody. */
async function startRunner(code: string) {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'sabha-guard-')));
  const program = preamble(home) + code;
  const runner = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: runner.stdout }), 'line')) as [string];
  const part = JSON.parse(line) as ProcessIdentity;
  onTestFinished(() => {
    runner.kill('SIGKILL');
    if (isAlive(part)) killGroup(part.pid);
    rmSync(home, { recursive: true, force: true });
  });
  return { runner, part, home };
}

const untilGone = (part: ProcessIdentity, home: string) =>
  waitUntil('nothing left', () => expect([isAlive(part), existsSync(home)]).toEqual([false, false]), { withinMs: 6000 });

test.each([
  ['a part', spawned('sleep', ['600'])],
  ['a part that does not listen', spawned('sh', ['-c', 'trap "" TERM; while :; do sleep 1; done'])],
  ['a part of the instance whose record is there', recorded],
])('%s ends with its runner, and so does the home', async (_, code) => {
  const { runner, part, home } = await startRunner(hang + code);
  runner.kill('SIGKILL');
  await untilGone(part, home);
});

test.each([
  ['released', 'await guard.release();'],
  ['forgotten', ''],
])('a guard that is %s holds no runner back, and leaves nothing', async (_, release) => {
  const end = 'await part.stop(); process.exitCode = 7;';
  const { runner, part, home } = await startRunner(spawned('sleep', ['600']) + end + release);
  expect(await once(runner, 'close')).toEqual([7, null]);
  await untilGone(part, home);
});
