import { rm } from 'node:fs/promises';
import { Fault } from '../fault.ts';
import { lastLines } from './log-file.ts';
import { runToEnd, type ToRun } from './run-to-end.ts';

/** A step of the start that must go well, such as a migration. */
export type Step = ToRun & Readonly<{ name: string }>;

export async function runStep({ name, ...job }: Step): Promise<void> {
  await rm(job.logFile, { force: true }); // what an earlier run said must not be quoted as this one's reason
  const how = await runToEnd(job);
  job.signal?.throwIfAborted();
  if (how === undefined) return;
  const said = reasonIn(lastLines(job.logFile, 80));
  throw new Fault(name, `${how}${said === '' ? '' : `; it said: ${said}`}`, `look at ${job.logFile}`);
}

const patterns = [/(?:⨯|Error:) \S/, /error|fail|cannot/i, /./];

/** The first line that looks like a reason and the two after it, which mostly say where. */
export function reasonIn(lines: readonly string[]): string {
  const at = patterns.map((pattern) => lines.findIndex((line) => pattern.test(line)));
  return reasonAt(lines, at);
}

/** Likewise the last one: for the log of something that ran well before. */
export function lastReasonIn(lines: readonly string[]): string {
  const at = patterns.map((pattern) => lines.findLastIndex((line) => pattern.test(line)));
  return reasonAt(lines, at);
}

function reasonAt(lines: readonly string[], found: readonly number[]): string {
  const start = found.find((index) => index >= 0) ?? 0;
  const words = lines.slice(start, start + 3).map((line) => line.trim());
  return words.join(' | ').slice(0, 400);
}
