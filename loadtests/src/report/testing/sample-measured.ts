/** Made-up samples of a webinar and of a storm of joins, as k6 and the sampler leave them. Nothing here was measured. */
import type { SampleSeries, Seconds } from '../../k6/samples.ts';
import type { RigSample } from '../../rig/sampler.ts';
import type { Measured } from '../measure.ts';

/** When the sampler began, whole seconds since 1970. */
export const BEGAN = 1_796_000_000;

/** What is used in the second that begins `second` seconds after the sampler did. */
export type Load = (second: number) => Readonly<{ cores: number; packets: number }>;

/** Ten viewers are in after 5 s; they watch until `end`. */
export function madeUpWebinar(end: number, load: Load): Measured {
  return {
    id: 'made-up/01-webinar',
    scenario: 'webinar',
    phase: 'webinar, 11 participants in 1 room',
    crowd: { participants: 11, publishers: 1, rooms: 1, streamsOut: 20 },
    mediaNodes: 1,
    series: new Map([
      ['livekit_join_duration', each(0, 6, () => 200)],
      ['iteration_duration', each(end, end + 2, () => 1)],
      ['livekit_packets_received', each(0, end, (second) => load(second).packets)],
    ]),
    samples: looks(end, (second) => ({ 'livekit-1': load(second).cores })),
    startedAtMs: BEGAN * 1000,
    databaseGrewBytes: null,
    isClean: true,
    isHeld: true,
  };
}

/** Ten people a second ask for a token. */
export function madeUpStorm(end: number): Measured {
  const series: SampleSeries = new Map([['sabha_join_ok', each(0, end + 1, () => 10)]]);
  return {
    id: 'made-up/02-join-storm',
    scenario: 'join-storm',
    phase: 'join-storm, 10 joins a second at the peak',
    crowd: { participants: 0, publishers: 0, rooms: 0, streamsOut: 0 },
    mediaNodes: 1,
    series,
    samples: looks(end, () => ({ 'portal-1': 0.05, database: 0.02 })),
    startedAtMs: BEGAN * 1000,
    databaseGrewBytes: null,
    isClean: true,
    isHeld: true,
  };
}

function each(from: number, to: number, value: (second: number) => number): Seconds {
  const seconds = Array.from({ length: to - from }, (_, at) => from + at);
  return new Map(seconds.map((second) => [BEGAN + second, { values: [value(second)], sum: value(second) }]));
}

function looks(end: number, cores: (second: number) => RigSample['cores']): readonly RigSample[] {
  return Array.from({ length: end }, (_, second) => ({
    at: second + 1,
    cores: cores(second),
    residentBytes: { 'livekit-1': 110e6 },
    idle: 0.5,
    foreignCores: 0,
    busiestForeign: null,
    udp: { receivedPerSecond: 0, sentPerSecond: 0, bufferErrors: 0 },
    clockDriftMs: 0,
  }));
}
