/**
 * What the capacity model is fitted to: one phase, in the time in which everybody was there and nobody had left. Processes are
 * weighed in that very window; traffic is counted where it arrived, so that what a full server dropped is not in it.
 */
import type { Measurement } from '@sabha/capacity/measurement';
import { percentile, readSamples, type Sorting } from '../k6/samples.ts';
import type { RigSample } from '../rig/sampler.ts';
import { mean } from '../verdict/doubts.ts';
import type { Rig } from './report.ts';

/** Who was in the rooms, by the sizes of the step. */
export type Crowd = Readonly<{ participants: number; publishers: number; rooms: number }>;

export type Measured = Readonly<{
  id: string;
  scenario: string;
  crowd: Crowd;
  mediaNodes: number;
  samplesFile: string;
  /** Of the whole run. */
  samples: readonly RigSample[];
  /** When the first of them began, milliseconds since 1970. */
  startedAtMs: number;
  isClean: boolean;
}>;

/** Seconds at either end that are no steady state: the last joins settle, the first leave. */
const SETTLE_SECONDS = 2;
/** Less is a glimpse, not a measurement. */
const LEAST_SECONDS = 5;

const sorting: Sorting = (metric, { kind }) => {
  switch (metric) {
    case 'livekit_join_duration':
    case 'iteration_duration':
    case 'sabha_join_ok':
    case 'sabha_join_duration':
    case 'livekit_frame_delay':
    case 'livekit_packets_received':
    case 'livekit_packets_lost':
    case 'livekit_packets_sent':
    case 'livekit_bytes_received':
    case 'livekit_bytes_sent':
      return kind === 'audio' && metric === 'livekit_frame_delay' ? [] : [metric];
    default:
      return [];
  }
};

/** In the shape of loadtests/capacity/src/measurement.ts; null where the steady time was too short. */
export async function measure(run: Measured, rig: Rig): Promise<Measurement | null> {
  const series = await readSamples(run.samplesFile, sorting);
  const seconds = (metric: string) => [...(series.get(metric)?.keys() ?? [])];
  const hasMedia = seconds('livekit_join_duration').length > 0;
  // A storm of joins is steady once its ramp is over: in its second half.
  const [first, last] = [Math.min(...seconds('sabha_join_ok')), Math.max(...seconds('sabha_join_ok'))];
  const from = hasMedia ? Math.max(...seconds('livekit_join_duration')) + SETTLE_SECONDS : Math.ceil((first + last) / 2);
  const to = hasMedia ? Math.min(...seconds('iteration_duration')) - SETTLE_SECONDS : last;
  const length = to - from;
  if (!(length >= LEAST_SECONDS)) return null;
  const values = (metric: string) =>
    [...(series.get(metric) ?? [])].flatMap(([second, bucket]) => (second >= from && second < to ? bucket.values : []));
  const perSecond = (metric: string) => values(metric).reduce((sum, value) => sum + value, 0) / length;
  const p95 = (metric: string) => (values(metric).length === 0 ? undefined : percentile(values(metric), 0.95));
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
    ...(hasMedia && {
      media: {
        ...weigh((name) => name.startsWith('livekit')),
        packetsOutPerSecond: received,
        packetsInPerSecond: perSecond('livekit_packets_sent'),
        bytesOutPerSecond: perSecond('livekit_bytes_received'),
        bytesInPerSecond: perSecond('livekit_bytes_sent'),
      },
    }),
    ...(!hasMedia && {
      portal: { ...weigh((name) => name.startsWith('portal')), joinsPerSecond: perSecond('sabha_join_ok') },
      database: weigh((name) => name === 'database'),
    }),
    quality: {
      ...(hasMedia && {
        lossShare: received + lost === 0 ? 0 : lost / (received + lost),
        delayP95Ms: p95('livekit_frame_delay'),
      }),
      ...(!hasMedia && { joinP95Ms: p95('sabha_join_duration') }),
      isClean: run.isClean,
    },
  };
}

const total = (byPart: Readonly<Record<string, number>>, isPart: (name: string) => boolean): number =>
  Object.entries(byPart).reduce((sum, [name, value]) => sum + (isPart(name) ? value : 0), 0);
