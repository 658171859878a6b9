/**
 * What the coordinator of a load hands to the other generators: `plan.json` in the folder of the phase, beside the stage. It holds no
 * secret; the stage does.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Refusal } from '../command/arguments.ts';
import { scenarioNames } from '../run/catalog.ts';
import { sizeNames } from '../run/profiles.ts';
import { MOST_LEAD_SECONDS, MOST_PARTS } from './limits.ts';
import { parseJson } from './parse-json.ts';
import type { Part } from './segment.ts';
import { writeWhole } from './write-whole.ts';

/** Of anything: a plan that asks for more was not meant, or is meant ill. */
const MOST_SIZE = 100_000;

export const PLAN_FORMAT = 'sabha-loadtest-plan/1';

const planSchema = z.strictObject({
  format: z.literal(PLAN_FORMAT),
  /** Of this load: what a generator leaves behind says to which it belongs. */
  id: z.uuid(),
  /** What load is made of, the same for all (`buildDigest`). */
  build: z.string().min(1),
  scenario: z.enum(scenarioNames),
  /** By a closed list: any other name would be a setting of k6's, of which the stage is one. */
  sizes: z.record(
    z.string().refine((name) => sizeNames.has(name), 'no size of a scenario'),
    z.number().nonnegative().max(MOST_SIZE),
  ),
  parts: z.int().min(2).max(MOST_PARTS),
  /** When all begin, by the clock of each. */
  beginsAt: z.iso.datetime(),
  /** Of the coordinator: who runs beside it is watched by it. */
  machine: z.string().min(1),
});
export type Plan = Readonly<z.infer<typeof planSchema>>;

const fileIn = (folder: string): string => join(folder, 'plan.json');

/** Whole or not at all: whoever waits for it reads it as soon as it is there. */
export async function writePlan(folder: string, plan: Plan): Promise<void> {
  await writeWhole(fileIn(folder), JSON.stringify(plan, null, 1));
}

/** undefined where there is none yet. @throws Refusal on anything but a plan of this version */
export async function readPlan(folder: string): Promise<Plan | undefined> {
  const text = await readFile(fileIn(folder), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const plan = planSchema.safeParse(parseJson(text));
  if (plan.success) return plan.data;
  throw new Refusal(`${fileIn(folder)} is no plan that this version reads: ${z.prettifyError(plan.error)}`);
}

/** @throws Refusal where this generator is not the one that the plan counts on */
export function requirePart({ parts, build }: Plan, part: Part, ownBuild: string): void {
  if (parts !== part.of) throw new Refusal(`the plan is for ${parts} parts, not for ${part.of}`);
  if (build !== ownBuild)
    throw new Refusal(`this checkout would make another load (build ${ownBuild}) than the coordinator's (build ${build})`);
}

/** Milliseconds until the load begins. @throws Refusal when that has passed, or is too far off to be meant */
export function untilBegin({ beginsAt }: Plan, nowMs: number): number {
  const left = Date.parse(beginsAt) - nowMs;
  if (left <= 0) throw new Refusal(`the load began at ${beginsAt}, ${(-left / 1000).toFixed(1)} s ago by this machine's clock`);
  if (left > MOST_LEAD_SECONDS * 1000)
    throw new Refusal(`the load begins at ${beginsAt}, more than an hour ahead by this machine's clock: clocks differ`);
  return left;
}
