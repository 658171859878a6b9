import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { LoadPlan, LoadResult } from './load.ts';

const program = new URL('load-process.ts', import.meta.url).pathname;

/** By a client of its own on the given processor. @throws Error when a single join failed: a refusal is no join */
export async function runLoad(plan: LoadPlan, core: number): Promise<LoadResult> {
  const child = spawn('taskset', ['-c', String(core), process.execPath, program], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(plan));
  const said = await text(child.stdout);
  if (said === '') throw new Error('the client said nothing');
  const result = JSON.parse(said) as LoadResult;
  if (result.failures.length > 0) throw new Error(`joins failed: ${result.failures.slice(0, 3).join('; ')}`);
  if (result.joins === 0) throw new Error('nobody joined');
  return result;
}
