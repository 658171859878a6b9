/** What a generator leaves behind of its part, for the coordinator: `part-2.json`, beside `part-2.samples.json.gz`. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { DoubtKind } from '../report/report.ts';
import { parseJson } from './parse-json.ts';
import { writeWhole } from './write-whole.ts';

const kinds = [
  'generator saturated',
  'foreign load',
  'clock',
  'empty metrics',
  'load not reached',
  'crashed',
  'baseline',
] as const satisfies readonly DoubtKind[];

const verdict = z.object({
  id: z.string(),
  sentence: z.string(),
  metric: z.string(),
  bound: z.string(),
  unit: z.enum(['ms', 'kbit/s', '%', '']),
  seenBy: z.string().exactOptional(),
  ofSome: z.literal(true).exactOptional(),
  value: z.number().nullable(),
  samples: z.int().nonnegative(),
  met: z.boolean(),
});
const summary = z.object({
  promises: z.array(verdict).readonly(),
  metrics: z.record(z.string(), z.record(z.string(), z.number())),
});

const recordSchema = z.strictObject({
  format: z.literal('sabha-loadtest-part/1'),
  /** `id` of the plan. */
  plan: z.uuid(),
  part: z.int().min(2),
  /** null where k6 broke off before it wrote one. */
  summary: summary.readonly().nullable(),
  /** What this generator says against its own part: it was saturated, its clock was moved, its k6 broke. */
  doubts: z.array(z.strictObject({ kind: z.enum(kinds), phase: z.string().nullable(), sentence: z.string() })).readonly(),
  /** Of the file of samples: one that is still being copied is shorter. */
  samplesBytes: z.int().nonnegative(),
});
export type PartRecord = Readonly<z.infer<typeof recordSchema>>;

export const partName = (number: number): string => `part-${number}`;
export const samplesFileOf = (folder: string, number: number): string => join(folder, `${partName(number)}.samples.json.gz`);
const fileIn = (folder: string, number: number): string => join(folder, `${partName(number)}.json`);

export async function writeRecord(folder: string, record: Omit<PartRecord, 'format' | 'samplesBytes'>): Promise<void> {
  const samplesBytes = await sizeOf(samplesFileOf(folder, record.part));
  const whole: PartRecord = { format: 'sabha-loadtest-part/1', ...record, samplesBytes };
  await writeWhole(fileIn(folder, record.part), JSON.stringify(whole));
}

/** What is there of a part: all of it, nothing that is whole yet, or something that is not of this load. */
export type Found = Readonly<{ record: PartRecord } | { record: undefined; why: string }>;

/** @param plan id of the load */
export async function readRecord(folder: string, number: number, plan: string): Promise<Found> {
  const nothing = (why: string): Found => ({ record: undefined, why });
  const text = await readFile(fileIn(folder, number), 'utf8').catch(() => undefined);
  if (text === undefined) return nothing(`${partName(number)}.json is not there`);
  const { success, data: record } = recordSchema.safeParse(parseJson(text));
  if (!success) return nothing(`${partName(number)}.json is no record that this version reads`);
  if (record.plan !== plan || record.part !== number) return nothing(`${partName(number)}.json is of another load or part`);
  if ((await sizeOf(samplesFileOf(folder, number))) !== record.samplesBytes)
    return nothing('its samples are not there, or not whole');
  return { record };
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0, // k6 broke off before it began
  );
}
