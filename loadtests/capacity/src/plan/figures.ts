/** The two files beside the demand: what is not measured yet, and what things cost. */
import { z } from 'zod';

const positive = z.number().positive();
const estimate = z
  .strictObject({ low: positive, expected: positive, high: positive })
  .refine(({ low, expected, high }) => low <= expected && expected <= high, 'low, expected and high are not in order');
const source = z.string().min(1);

export const figuresSchema = z.strictObject({
  media: z.strictObject({
    source,
    cores: positive,
    benchmarks: z
      .array(
        z.strictObject({
          id: z.string(),
          participants: positive,
          publishers: positive,
          packetsOutPerSecond: positive,
          packetsInPerSecond: positive,
          streamsOut: positive,
          cpuShare: z.number().gt(0).max(1),
        }),
      )
      .min(1),
    incomplete: z.array(
      z.strictObject({
        id: z.string(),
        millicoresPerParticipant: positive,
        packetsOutPerParticipant: positive,
        packetsInPerParticipant: positive,
        publishersPerParticipant: positive,
        streamsOutPerParticipant: positive,
      }),
    ),
    /** What somebody else got of it. */
    reproduced: z.strictObject({ source, shareOfClaim: z.number().gt(0).max(1) }),
  }),
  egress: z.strictObject({ source, processorsPerRecording: estimate, usableShare: z.number().gt(0).max(1) }),
  hls: z.strictObject({
    source,
    bitsPerViewer: estimate,
    edge: z.strictObject({ source, bitsPerSecondPerCore: positive }),
  }),
  join: z.strictObject({
    source,
    /** Something of the kind that was seen, to compare the rush with. */
    beside: z.string(),
    portalMilliseconds: estimate,
    databaseMilliseconds: estimate,
    waitSeconds: positive,
  }),
  database: z.strictObject({ source, bytesPerJoin: estimate, retentionDays: z.int().min(1), copies: z.int().min(1) }),
});
export type Figures = Readonly<z.infer<typeof figuresSchema>>;

const machine = z.strictObject({
  cores: z.int().min(1),
  memoryGigabytes: positive,
  gigabitsPerSecond: positive,
  rupeesPerMonth: estimate,
});

export const pricesSchema = z.strictObject({
  date: z.iso.date(),
  source,
  machines: z.strictObject({ media: machine, egress: machine, edge: machine, portal: machine, database: machine }),
  usableNetworkShare: z.number().gt(0).max(1),
  storage: z.strictObject({ rupeesPerGigabyteMonth: estimate }),
  bandwidth: z.strictObject({ rupeesPerMegabitMonth: estimate }),
  clusters: z.strictObject({ nodes: z.int().min(1) }),
});
export type Prices = Readonly<z.infer<typeof pricesSchema>>;
