import { quickStages } from '../checks/plan.ts';
import { runChecks } from '../checks/run-checks.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { abortOnEnding, interruptedCode } from './ending.ts';

export async function check(terminal: Terminal): Promise<number> {
  const signal = abortOnEnding();
  const code = await runChecks(quickStages, terminal, signal);
  return signal.aborted ? interruptedCode : code;
}
