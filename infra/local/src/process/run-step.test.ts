import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Fault } from '../fault.ts';
import { lastReasonIn, reasonIn, runStep } from './run-step.ts';
import { waitUntil } from './wait-until.ts';

function stepThat(code: string, signal?: AbortSignal) {
  const folder = mkdtempSync(join(tmpdir(), 'sabha-step-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const logFile = join(folder, 'log');
  const job = { name: 'try', command: process.execPath, args: ['-e', code], cwd: folder, env: process.env, logFile };
  return { ...job, ...(signal === undefined ? {} : { signal }) };
}

test('a step that fails says why in one line, from this run and not from an earlier one', async () => {
  const step = stepThat(`console.log('Error: the moon is down'); process.exit(3)`);
  writeFileSync(step.logFile, 'Error: something old\n');
  const fault = await runStep(step).catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(Fault);
  expect((fault as Fault).line).toBe(`try: ended with code 3; it said: Error: the moon is down -> look at ${step.logFile}`);
});

test('a command that is not there says so', async () => {
  await expect(runStep({ ...stepThat(''), command: 'no-such-command' })).rejects.toThrow(/could not be run/);
});

test('a step that is aborted ends, with the reason of the abort', async () => {
  const abort = new AbortController();
  const step = stepThat(`console.log('ready'); setInterval(() => {}, 1000)`, abort.signal);
  const running = runStep(step);
  await waitUntil('the step running', () => expect(readFileSync(step.logFile, 'utf8')).toContain('ready'), { withinMs: 5000 });
  abort.abort(new Error('enough'));
  await expect(running).rejects.toThrow('enough');
});

test.each([
  [['all', 'Error: boom', 'at x', 'at y', 'at z'], 'Error: boom | at x | at y'],
  [['Error:', 'TypeError: no'], 'TypeError: no'],
  [['it cannot be'], 'it cannot be'],
  [['only this'], 'only this'],
  [[], ''],
])('the reason in %j', (lines, reason) => {
  expect(reasonIn(lines)).toBe(reason);
});

test.each([
  [['Error: old', 'all well', 'TypeError: new', 'at x', 'at y', '', 'Node.js v24'], 'TypeError: new | at x | at y'],
  [['it failed', 'FATAL:  no more'], 'it failed | FATAL:  no more'],
  [['started', 'FATAL:  no more'], 'FATAL:  no more'],
])('the last reason in %j', (lines, reason) => {
  expect(lastReasonIn(lines)).toBe(reason);
});
