import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Terminal } from '../terminal/terminal.ts';
import type { Check } from './check.ts';
import { conclude, runChecks } from './run-checks.ts';
import { oneFailed, type Tally } from './tally.ts';

function checkThat(name: string, tally: Tally, log = ''): Check {
  const folder = mkdtempSync(join(tmpdir(), 'sabha-checks-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const logFile = join(folder, 'log');
  writeFileSync(logFile, log);
  return { name, run: async () => ({ name, tally, tookMs: 1, how: '', logFile }) };
}

function paper() {
  const written = { text: '' };
  const terminal = new Terminal({ write: (part) => (written.text += part), on: () => process.stdout });
  return { terminal, written };
}

async function run(checks: readonly Check[], signal = new AbortController().signal) {
  const { terminal, written } = paper();
  const code = await runChecks([{ atOnce: 1, checks }], terminal, signal);
  return { code, text: written.text, last: written.text.split('\n').slice(-3) };
}

test('counts over all runners in one last line, and what was skipped in the line before', async () => {
  const { code, last } = await run([
    checkThat('a', { passed: 3, failed: 0, skipped: 1 }),
    checkThat('b', { passed: 4, failed: 0, skipped: 0 }),
  ]);
  expect([code, ...last]).toEqual([0, '1 skipped', '7 passed, 0 failed', '']);
});

test('runs on after a failure, shows its output, and fails as a whole', async () => {
  const { code, last, text } = await run([
    checkThat('broken', { passed: 0, failed: 1, skipped: 0 }, 'this is why'),
    checkThat('fine', { passed: 2, failed: 0, skipped: 0 }, 'nobody asked'),
  ]);
  expect([code, ...last.slice(1)]).toEqual([1, '2 passed, 1 failed', '']);
  expect(text).toContain('this is why');
  expect(text).not.toContain('nobody asked');
});

test('a check that falls over is one failure, with its reason, and the rest is run', async () => {
  const fallsOver: Check = { name: 'wrecked', run: () => Promise.reject(new Error('out of memory')) };
  const { code, last, text } = await run([fallsOver, checkThat('fine', { passed: 2, failed: 0, skipped: 0 })]);
  expect([code, last[1]]).toEqual([1, '2 passed, 1 failed']);
  expect(text).toContain('out of memory');
});

test('cut short it counts what it has and one failure, and begins nothing more', async () => {
  const abort = new AbortController();
  const isCut: Check = {
    name: 'cut',
    run: async () => {
      abort.abort();
      throw new Error('aborted');
    },
  };
  const never: Check = { name: 'never', run: () => Promise.reject(new Error('was begun')) };
  const { code, last, text } = await run([checkThat('a', { passed: 3, failed: 0, skipped: 0 }), isCut, never], abort.signal);
  expect([code, last[1]]).toEqual([1, '3 passed, 1 failed']);
  expect(text).not.toContain('was begun');
});

test('nothing run at all is a failure', async () => {
  expect((await run([])).code).toBe(1);
});

test('a run that was never set up ends with the same line', () => {
  const { terminal, written } = paper();
  expect([conclude(oneFailed, terminal), written.text]).toEqual([1, '0 passed, 1 failed\n']);
});
