/** From raw samples and looks at the machine to the lines of the plots. Seconds are counted from the start of the run. */
import type { SampleSeries, Seconds } from '../k6/samples.ts';
import type { RigSample } from '../rig/sampler.ts';
import { mean, percentile, sum } from '../statistics.ts';
import type { PlotName, Series } from './report.ts';

type Line = Readonly<{
  plot: PlotName;
  line: string;
  unit: string;
  /** Of the samples that fell into one second. */
  of: (values: readonly number[]) => number;
}>;

const percentiles = (plot: PlotName, unit: string): readonly Line[] =>
  [
    ['median', 0.5],
    ['p95', 0.95],
    ['p99', 0.99],
  ].map(([line, at]) => ({ plot, line: String(line), unit, of: (values) => percentile(values, Number(at)) }));

/** Which metrics are drawn, and how. */
const drawn: Readonly<Record<string, readonly Line[]>> = {
  sabha_join_ok: [{ plot: 'joins per second', line: 'tokens', unit: '1/s', of: sum }],
  livekit_join_ok: [{ plot: 'joins per second', line: 'in the room', unit: '1/s', of: sum }],
  sabha_join_duration: percentiles('join time', 'ms'),
  http_req_duration: percentiles('answers of the portal', 'ms'),
  livekit_loss: [{ plot: 'loss', line: 'packets lost', unit: '%', of: mean }],
  livekit_frame_delay: percentiles('delay of a frame', 'ms'),
  livekit_video_bitrate: [
    { plot: 'received', line: 'video of a viewer, median', unit: 'kbit/s', of: (values) => percentile(values, 0.5) },
  ],
};

export const drawnMetrics: ReadonlySet<string> = new Set(Object.keys(drawn));

/** @param startedAtMs of the run, milliseconds since 1970. */
export function seriesOfSamples(scenarios: readonly SampleSeries[], startedAtMs: number): readonly Series[] {
  return Object.entries(drawn).flatMap(([metric, lines]) => {
    const parts = scenarios.flatMap((one) => one.get(metric) ?? []);
    return lines.flatMap((line) => lineOf(line, parts, startedAtMs));
  });
}

function lineOf({ plot, line, unit, of }: Line, parts: readonly Seconds[], startedAtMs: number): readonly Series[] {
  const merged = new Map<number, readonly number[]>();
  for (const part of parts)
    for (const [second, { values }] of part) merged.set(second, [...(merged.get(second) ?? []), ...values]);
  if (merged.size === 0) return [];
  const seconds = [...merged.keys()].sort((one, other) => one - other);
  const from = Math.floor(startedAtMs / 1000);
  return [
    {
      plot,
      line,
      unit,
      seconds: seconds.map((second) => second - from),
      values: seconds.map((second) => of(merged.get(second) ?? [])),
    },
  ];
}

export function seriesOfRig(samples: readonly RigSample[]): readonly Series[] {
  const seconds = samples.map(({ at }) => Math.round(at));
  const parts = [...new Set(samples.flatMap(({ cores }) => Object.keys(cores)))].sort();
  type Way = Pick<Series, 'plot' | 'unit'>;
  const [cpu, memory, packets]: readonly [Way, Way, Way] = [
    { plot: 'CPU', unit: 'cores' },
    { plot: 'memory', unit: 'bytes' },
    { plot: 'packets', unit: '1/s' },
  ];
  const line = (way: Way, name: string, value: (sample: RigSample) => number | null): Series => {
    return { ...way, line: name, seconds, values: samples.map(value) };
  };
  return [
    ...parts.map((part) => line(cpu, part, ({ cores }) => cores[part] ?? null)),
    line(cpu, 'others', ({ foreignCores }) => foreignCores),
    ...parts.map((part) => line(memory, part, ({ residentBytes }) => residentBytes[part] ?? null)),
    line(packets, 'UDP datagrams received', ({ udp }) => udp.receivedPerSecond),
    line(packets, 'dropped, buffer full', ({ udp }) => udp.bufferErrors),
  ];
}
