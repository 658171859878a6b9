/** What a comparison needs of the report of an earlier run, read at the door: the file may be of another version, or no report. */
import { measurementSchema } from '@sabha/capacity/measurement';
import { z } from 'zod';

const figure = z.number().nullable();

const promiseSchema = z.object({ id: z.string(), scenario: z.string(), value: figure });

const costSchema = z.object({
  id: z.string(),
  phase: z.string(),
  value: z.number().positive(),
  relativeError: z.number().nonnegative().nullable(),
  slices: z.int().nonnegative(),
});

/** Who was in the rooms of a phase; `id` is '<run>/<phase>'. */
export const measurementsSchema = z.array(measurementSchema.pick({ id: true, participants: true, rooms: true }));

const rigSchema = z.object({
  cpu: z.string(),
  cores: z.number(),
  kernel: z.string(),
  commit: z.string(),
  settings: z.record(z.string(), z.string()),
  generator: z.string(),
});

export const baselineSchema = z.object({
  schema: z.literal(1),
  runId: z.string().min(1),
  profile: z.string(),
  outcome: z.enum(['met', 'not met', 'not valid']),
  doubts: z.array(z.object({ sentence: z.string() })),
  promises: z.array(promiseSchema),
  /** A report from before there were any has none. */
  costs: z.array(costSchema).default([]),
  measurements: measurementsSchema.default([]),
  rig: rigSchema,
});
export type Baseline = Readonly<z.infer<typeof baselineSchema>>;
