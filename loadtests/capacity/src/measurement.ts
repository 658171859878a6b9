/**
 * One measured run, as the load kit writes it. What a run did not measure is left out and never filled in: a figure that was
 * worked out from others is named in `derived`, with how.
 */
import { z } from 'zod';

const rate = z.number().nonnegative();
const share = z.number().min(0).max(1);

const rigSchema = z.object({
  cpu: z.string().min(1),
  cores: z.number().positive(),
  kernel: z.string().optional(),
  memoryBytes: rate.optional(),
  commit: z.string().optional(),
  versions: z.record(z.string(), z.string()),
  /** Share of all processor time of the machine that nothing used; the load generator may share the machine. */
  idleShare: share.optional(),
});

export const measurementSchema = z.object({
  id: z.string().min(1),
  /** `webinar`, `meeting-5`, `meeting-30`, `meeting-100`, `join`, ... */
  scenario: z.string().min(1),
  measuredAt: z.iso.datetime({ offset: true }).or(z.iso.date()),
  rig: rigSchema,
  /** Length of the steady window. */
  seconds: rate.optional(),
  participants: rate,
  publishers: rate,
  /** Sounds and pictures that reach people, one for each who gets it. */
  streamsOut: rate.optional(),
  rooms: rate,
  mediaNodes: z.number().positive(),
  /** Of all livekit-servers together, mean over the steady window. */
  media: z
    .object({
      millicores: rate.optional(),
      memoryBytes: rate.optional(),
      packetsOutPerSecond: rate.optional(),
      packetsInPerSecond: rate.optional(),
      bytesOutPerSecond: rate.optional(),
      bytesInPerSecond: rate.optional(),
    })
    .optional(),
  portal: z.object({ millicores: rate, memoryBytes: rate, joinsPerSecond: rate }).optional(),
  database: z.object({ millicores: rate, memoryBytes: rate, bytesPerJoin: rate.optional() }).optional(),
  quality: z.object({
    lossShare: share.optional(),
    delayP95Ms: rate.optional(),
    joinP95Ms: rate.optional(),
    isClean: z.boolean(),
  }),
  /** Path of a figure here -> how it was worked out. */
  derived: z.record(z.string(), z.string()).optional(),
});
export type Measurement = Readonly<z.infer<typeof measurementSchema>>;

/** A file of the folder `measured/` holds one run or a list of them. */
export const measurementFileSchema = z.union([z.array(measurementSchema), measurementSchema.transform((one) => [one])]);
