/**
 * What the capacity model is fitted to: one phase, in the time in which everybody was there and nobody had left. Processes are
 * weighed in that very window; traffic is counted where it arrived, so that what a full server dropped is not in it.
 */
import type { Measurement } from '@sabha/capacity/measurement';
import type { SampleSeries } from '../k6/samples.ts';
import type { RigSample } from '../rig/sampler.ts';
import { mean, percentile, sum } from '../statistics.ts';
import type { Rig } from './report.ts';
import { hasMedia, steadySpan, type Span } from './steady-span.ts';

/** Who was in the rooms, by the sizes of the step. */
export type Crowd = Readonly<{
  participants: number;
  publishers: number;
  rooms: number;
  /** Sounds and pictures that reach people, one for each who gets it. */
  streamsOut: number;
}>;

export type Measured = Readonly<{
  id: string;
  scenario: string;
  /** The scenario with its size, in words that are the same in every run. */
  phase: string;
  crowd: Crowd;
  mediaNodes: number;
  series: SampleSeries;
  /** Of the whole run. */
  samples: readonly RigSample[];
  /** When the first of them began, milliseconds since 1970. */
  startedAtMs: number;
  /** From before the phase to after it; null where the database could not be asked. */
  databaseGrewBytes: number | null;
  isClean: boolean;
  /** Whether later runs are held to what it cost. */
  isHeld: boolean;
}>;

/** Below this what else the platform writes meanwhile, and half-empty pages, would be taken for joins. */
const FEW_JOINS = 1_000;

/** Pictures alone: sound is smaller, and so sooner there. */
export const VIDEO_DELAY = 'livekit_frame_delay{kind:video}';

export const measuredMetrics: ReadonlySet<string> = new Set([
  'livekit_join_duration',
  'iteration_duration',
  'sabha_join_ok',
  'sabha_join_duration',
  VIDEO_DELAY,
  'livekit_packets_received',
  'livekit_packets_lost',
  'livekit_packets_sent',
  'livekit_bytes_received',
  'livekit_bytes_sent',
]);

/** In the shape of loadtests/capacity/src/measurement.ts; null where the steady time was too short. */
export function measure(run: Measured, rig: Rig): Measurement | null {
  const span = steadySpan(run.series);
  return span === null ? null : measureSpan(run, rig, span);
}

/** The same of any part of the steady time. */
export function measureSpan(run: Measured, rig: Rig, { from, to }: Span): Measurement {
  const { series } = run;
  const isMedia = hasMedia(series);
  const length = to - from;
  const buckets = (metric: string) =>
    [...(series.get(metric) ?? [])].flatMap(([second, bucket]) => (second >= from && second < to ? [bucket] : []));
  const perSecond = (metric: string) => sum(buckets(metric).map((bucket) => bucket.sum)) / length;
  const p95 = (metric: string) => {
    const values = buckets(metric).flatMap((bucket) => bucket.values);
    return values.length === 0 ? undefined : percentile(values, 0.95);
  };
  const window = run.samples.filter(({ at }) => {
    const second = run.startedAtMs / 1000 + at;
    return second > from + 1 && second <= to;
  });
  const weigh = (isPart: (name: string) => boolean) => ({
    millicores: 1000 * mean(window.map(({ cores }) => total(cores, isPart))),
    memoryBytes: mean(window.map(({ residentBytes }) => total(residentBytes, isPart))),
  });
  const { cpu, cores, kernel, memoryBytes, commit, versions } = rig;
  const received = perSecond('livekit_packets_received');
  const lost = perSecond('livekit_packets_lost');
  return {
    id: run.id,
    scenario: run.scenario,
    measuredAt: new Date(from * 1000).toISOString(),
    rig: { cpu, cores, kernel, memoryBytes, commit, versions, idleShare: mean(window.map(({ idle }) => idle)) },
    seconds: length,
    ...run.crowd,
    mediaNodes: run.mediaNodes,
    ...(isMedia && {
      media: {
        ...weigh((name) => name.startsWith('livekit')),
        packetsOutPerSecond: received,
        packetsInPerSecond: perSecond('livekit_packets_sent'),
        bytesOutPerSecond: perSecond('livekit_bytes_received'),
        bytesInPerSecond: perSecond('livekit_bytes_sent'),
      },
    }),
    ...(!isMedia && {
      portal: { ...weigh((name) => name.startsWith('portal')), joinsPerSecond: perSecond('sabha_join_ok') },
      database: { ...weigh((name) => name === 'database'), ...bytesPerJoin(run) },
    }),
    quality: {
      ...(isMedia && {
        lossShare: received + lost === 0 ? 0 : lost / (received + lost),
        delayP95Ms: p95(VIDEO_DELAY),
      }),
      ...(!isMedia && { joinP95Ms: p95('sabha_join_duration') }),
      isClean: run.isClean,
    },
  };
}

/** Of the whole phase: the database grows in pages, and some of them only after the window. */
function bytesPerJoin({ databaseGrewBytes, series }: Measured): Readonly<{ bytesPerJoin?: number }> {
  const joins = sum([...(series.get('sabha_join_ok') ?? [])].map(([, bucket]) => bucket.sum));
  return databaseGrewBytes === null || joins < FEW_JOINS ? {} : { bytesPerJoin: databaseGrewBytes / joins };
}

const total = (byPart: Readonly<Record<string, number>>, isPart: (name: string) => boolean): number =>
  sum(Object.entries(byPart).flatMap(([name, value]) => (isPart(name) ? [value] : [])));
