import { spawn } from 'node:child_process';
import { expect, onTestFinished, test } from 'vitest';
import { identify, isAlive, withDescendants, type ProcessIdentity } from './process-identity.ts';
import { stopGroup } from './stop-group.ts';
import { waitUntil } from './wait-until.ts';

/** A process that leads its own group and has said what it was told to say once it is ready. */
async function leader(code: string): Promise<ProcessIdentity & { exitCode: Promise<number | null> }> {
  const child = spawn(process.execPath, ['-e', `${code}; console.log('ready'); setInterval(() => {}, 1000)`], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exitCode = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  await waitUntil('the process ready', () => expect(said).toContain('ready'), { withinMs: 5000 });
  const identity = identify(child.pid ?? 0);
  if (identity === undefined) throw new Error('it is gone already');
  return { ...identity, exitCode };
}

const politely = { signal: 'SIGTERM', graceMs: 300 } as const;

test('a process that listens leaves by itself', async () => {
  const process_ = await leader('');
  expect(await stopGroup(process_, politely)).toBe('left');
  expect(isAlive(process_)).toBe(false);
});

test('a process that ignores the signal is forced', async () => {
  const process_ = await leader(`process.on('SIGTERM', () => {})`);
  expect(await stopGroup(process_, politely)).toBe('forced');
  expect(isAlive(process_)).toBe(false);
});

test('when there is no more time it is forced, whatever is left of its grace', { timeout: 4000 }, async () => {
  const process_ = await leader(`process.on('SIGTERM', () => {})`);
  const force = AbortSignal.timeout(100);
  expect(await stopGroup(process_, { signal: 'SIGTERM', graceMs: 60_000, insist: true, force })).toBe('forced');
  expect(isAlive(process_)).toBe(false);
});

test('a process that takes the first signal as a wish gets a second', async () => {
  const process_ = await leader(`let asked = 0; process.on('SIGTERM', () => { if (++asked === 2) process.exit(0) })`);
  expect(await stopGroup(process_, { ...politely, graceMs: 3000, insist: true })).toBe('left');
});

test('what the process has started goes with it', async () => {
  const process_ = await leader(`require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])`);
  const [child] = withDescendants([process_.pid]).filter((pid) => pid !== process_.pid);
  const grandchild = identify(child ?? 0);
  if (grandchild === undefined) throw new Error('it has started nothing');
  await stopGroup(process_, politely);
  await waitUntil('the end of its child', () => expect(isAlive(grandchild)).toBe(false), { withinMs: 2000 });
});

test('the same id with another moment of birth is another process, and is not touched', async () => {
  const process_ = await leader(`process.on('SIGTERM', () => process.exit(7))`);
  expect(await stopGroup({ ...process_, startedAt: 'another-boot/1' }, politely)).toBe('left');
  await stopGroup(process_, politely);
  expect(await process_.exitCode).toBe(7); // and not by SIGKILL, which leaves no code
});
