import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { checksFolder } from '../checks/check.ts';
import { allStages } from '../checks/plan.ts';
import { runChecks } from '../checks/run-checks.ts';
import { livekitBinary } from '../parts/livekit-binary.ts';
import { bringProgram, chromium, type Program, redis } from '../setup/debian-program.ts';
import { InstancePrinter } from '../terminal/instance-printer.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { abortOnEnding } from './ending.ts';

/** Sets up what the tests need, then runs all of them. */
export async function test(terminal: Terminal): Promise<number> {
  const signal = abortOnEnding();
  const printer = new InstancePrinter(terminal);
  try {
    await setUp(printer, signal);
  } finally {
    printer.close();
  }
  return runChecks(allStages, terminal, signal);
}

/** Before any test, since each of these may take minutes once and no test should have to wait for it. */
async function setUp({ on }: InstancePrinter, signal: AbortSignal): Promise<void> {
  mkdirSync(checksFolder, { recursive: true, mode: 0o700 });
  const step = async (name: string, work: (progress: (line: string) => void) => Promise<string>) => {
    const since = performance.now();
    on({ kind: 'begun', step: name });
    const note = await work((line) => on({ kind: 'progress', step: name, line }));
    on({ kind: 'done', step: name, tookMs: performance.now() - since, note });
  };
  const bring = (program: Program) =>
    step(program.package, (progress) =>
      bringProgram(program, { progress, signal, logFile: join(checksFolder, `${program.package}.log`) }),
    );
  await bring(chromium);
  await bring(redis);
  await step('livekit', (progress) => livekitBinary({ env: process.env, signal, progress }));
}
