import { quickStages } from '../checks/plan.ts';
import { runChecks } from '../checks/run-checks.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { abortOnEnding } from './ending.ts';

export async function check(terminal: Terminal): Promise<number> {
  return runChecks(quickStages, terminal, abortOnEnding());
}
