import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';
import { identify } from './process-identity.ts';

let folder: string;
let lockFile: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sabha-lock-'));
  lockFile = join(folder, 'building');
  signal = AbortSignal.timeout(5000);
});
afterEach(() => rmSync(folder, { recursive: true }));

let signal: AbortSignal;

test('work that others are at is waited for, and none overlaps', async () => {
  let at = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, (at += 1));
    await new Promise<void>((resolve) => setImmediate(resolve));
    at -= 1;
  };
  await Promise.all([1, 2, 3].map(() => oneAtATime({ lockFile, signal }, work)));
  expect(most).toBe(1);
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ['a process that has ended', () => JSON.stringify({ pid: spawnSync('true').pid, startedAt: 'another-boot/1' })],
  ['a process whose id is another one’s by now', () => JSON.stringify({ pid: process.pid, startedAt: 'another-boot/1' })],
  ['a machine that lost power while it was written', () => ''],
])('the lock of %s is taken over', async (_, left) => {
  writeFileSync(lockFile, left());
  expect(await oneAtATime({ lockFile, signal }, async () => 'done')).toBe('done');
  expect(readdirSync(folder)).toEqual([]);
});

test('the lock of a process that lives is left to it, and waiting for it can be ended', async () => {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  onTestFinished(() => void other.kill('SIGKILL'));
  writeFileSync(lockFile, JSON.stringify(identify(other.pid ?? 0)));
  const untouched = statSync(lockFile).ctimeMs;
  const enough = new AbortController();
  const waiting = oneAtATime({ lockFile, signal: enough.signal, onWait: () => enough.abort() }, async () => 'done');
  await expect(waiting).rejects.toThrow(/abort/);
  expect(statSync(lockFile).ctimeMs).toBe(untouched);
});
