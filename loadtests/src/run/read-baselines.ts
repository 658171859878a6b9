/** Earlier runs to compare with. One that proves nothing is no baseline, and one that is handed in twice would hide its spread. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { messageOf } from '../../../infra/local/src/fault.ts';
import { Refusal } from '../command/arguments.ts';
import { baselineSchema, type Baseline } from '../report/baseline.ts';

/** @throws Refusal */
export async function readBaselines(files: readonly string[]): Promise<readonly Baseline[]> {
  const baselines = await Promise.all(files.map(readBaseline));
  const [twice] = baselines.filter(({ runId }, at) => baselines.findIndex((other) => other.runId === runId) < at);
  if (twice !== undefined)
    throw new Refusal(`run ${twice.runId} was handed in twice as a baseline: it has no spread with itself`);
  return baselines;
}

async function readBaseline(file: string): Promise<Baseline> {
  const baseline = baselineSchema.safeParse(await readJson(file));
  if (!baseline.success) throw new Refusal(`the baseline ${file} is no report of a run: ${z.prettifyError(baseline.error)}`);
  const { runId, outcome, doubts } = baseline.data;
  if (outcome === 'not valid' || doubts.length > 0)
    throw new Refusal(
      `run ${runId} (${file}) is not valid and so no baseline: ${doubts[0]?.sentence ?? 'its report does not say why'}`,
    );
  return baseline.data;
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Refusal(`the baseline ${file} cannot be read: ${messageOf(error)}`);
  }
}
