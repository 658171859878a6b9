import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Terminal } from '../terminal/terminal.ts';
import type { Check } from './check.ts';
import { runChecks } from './run-checks.ts';
import type { Tally } from './tally.ts';

function checkThat(name: string, tally: Tally, log = ''): Check {
  const folder = mkdtempSync(join(tmpdir(), 'sabha-checks-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const logFile = join(folder, 'log');
  writeFileSync(logFile, log);
  return { name, run: async () => ({ name, tally, tookMs: 1, how: '', logFile }) };
}

async function run(...checks: readonly Check[]) {
  let text = '';
  const terminal = new Terminal({ write: (part) => (text += part), on: () => process.stdout });
  const code = await runChecks([{ atOnce: 2, checks }], terminal, new AbortController().signal);
  return { code, text, last: text.trimEnd().split('\n').at(-1) };
}

test('counts over all runners in one last line', async () => {
  const { code, last } = await run(
    checkThat('a', { passed: 3, failed: 0, skipped: 1 }),
    checkThat('b', { passed: 4, failed: 0, skipped: 0 }),
  );
  expect([code, last]).toEqual([0, '7 passed, 0 failed, 1 skipped']);
});

test('runs on after a failure, shows its output, and fails as a whole', async () => {
  const { code, last, text } = await run(
    checkThat('broken', { passed: 0, failed: 1, skipped: 0 }, 'this is why'),
    checkThat('fine', { passed: 2, failed: 0, skipped: 0 }, 'nobody asked'),
  );
  expect([code, last]).toEqual([1, '2 passed, 1 failed']);
  expect(text).toContain('this is why');
  expect(text).not.toContain('nobody asked');
});

test('nothing run at all is a failure', async () => {
  expect((await run()).code).toBe(1);
});
