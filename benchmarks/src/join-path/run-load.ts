import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { cpus } from 'node:os';
import { secondsBusy, secondsUsed } from './cores.ts';
import type { LoadPlan, LoadResult } from './load.ts';

const program = new URL('load-process.ts', import.meta.url).pathname;

/** `others`: share of all processors that went to programs which are none of ours. Well above zero, times are noise. */
export type Measured = LoadResult & Readonly<{ others: number }>;

/** With more than this for others it is tried again, a few times: a machine that is not ours measures its other users. */
const BARELY = 0.05;
const TRIES = 4;

/** By a client of its own on the given processor, as alone as can be had. @throws Error when a single join failed: a refusal is no join */
export async function runLoad(plan: LoadPlan, core: number): Promise<Measured> {
  let best = await runOnce(plan, core);
  for (let tries = 1; best.others > BARELY && tries < TRIES; tries += 1) {
    const again = await runOnce(plan, core);
    if (again.others < best.others) best = again;
  }
  return best;
}

async function runOnce(plan: LoadPlan, core: number): Promise<Measured> {
  const [began, busy, used] = [performance.now(), secondsBusy(), secondsUsed(process.pid)];
  const child = spawn('taskset', ['-c', String(core), process.execPath, program], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(plan));
  const said = await text(child.stdout);
  if (said === '') throw new Error('the client said nothing');
  const result = JSON.parse(said) as LoadResult;
  if (result.failures.length > 0) throw new Error(`joins failed: ${result.failures.slice(0, 3).join('; ')}`);
  if (result.joins === 0) throw new Error('nobody joined');
  const ours = secondsUsed(process.pid) - used + result.clientSeconds;
  const all = ((performance.now() - began) / 1000) * cpus().length;
  return { ...result, others: Math.max(0, secondsBusy() - busy - ours) / all };
}
