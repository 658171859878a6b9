import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { checksFolder } from '../checks/check.ts';
import { allStages } from '../checks/plan.ts';
import { conclude, runChecks } from '../checks/run-checks.ts';
import { oneFailed } from '../checks/tally.ts';
import { Fault, messageOf } from '../fault.ts';
import { livekitBinary } from '../parts/livekit-binary.ts';
import { bringProgram, chromium, nftables, nginx, onPath, type Program, redis } from '../setup/debian-program.ts';
import { InstancePrinter } from '../terminal/instance-printer.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { abortOnEnding, Interrupted, interruptedCode } from './ending.ts';

/** Sets up what the tests need, then runs all of them. Whatever becomes of it, its last line counts. */
export async function test(terminal: Terminal): Promise<number> {
  const signal = abortOnEnding();
  const code = (await isSetUp(terminal, signal)) ? await runChecks(allStages, terminal, signal) : conclude(oneFailed, terminal);
  return signal.aborted ? interruptedCode : code;
}

async function isSetUp(terminal: Terminal, signal: AbortSignal): Promise<boolean> {
  const printer = new InstancePrinter(terminal);
  try {
    await setUp(printer, signal);
    return true;
  } catch (error) {
    if (error instanceof Fault) terminal.fault(error);
    else
      terminal.line(
        error instanceof Interrupted ? `\nStopped by ${error.message}.` : `\nThe runner itself failed: ${stackOf(error)}`,
      );
    return false;
  } finally {
    printer.close();
  }
}

function stackOf(error: unknown): string {
  return (error instanceof Error ? error.stack : undefined) ?? messageOf(error);
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
  // Without these, what asks for them is skipped and says so; where we may install, nothing is.
  const isRoot = process.getuid?.() === 0;
  for (const program of [redis, nftables, nginx]) if (isRoot || onPath(program) !== undefined) await bring(program);
  await step('livekit', (progress) => livekitBinary({ env: process.env, signal, progress }));
}
