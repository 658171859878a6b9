import type { PlotName, Series } from '../report.ts';
import { seeded } from './random-walk.ts';

/** Made-up time series of a run of five minutes, sampled every two seconds. Nothing here was measured. */
export type Mood = Readonly<{ loss: number; delay: number; generator: number }>;

type Named = readonly [plot: PlotName, line: string, unit: string];

export const SECONDS = 300;
const STEP = 2;
const TIMES = Array.from({ length: SECONDS / STEP }, (_, index) => index * STEP);

/** How many of 100 participants are there: they come, sit, are joined by a storm, move to rooms of five, and leave. */
function present(second: number): number {
  if (second < 60) return Math.round((second / 60) * 100);
  if (second < 130) return 100;
  if (second < 150) return 100 + Math.round((second - 130) * 5);
  if (second < 210) return 200;
  if (second < 270) return 80;
  return Math.max(0, Math.round(80 * (1 - (second - 270) / 25)));
}

export function madeUpSeries({ loss, delay, generator }: Mood): readonly Series[] {
  const chance = seeded(7);
  const noise = (size: number) => 1 + (chance() - 0.5) * size;
  const line = ([plot, line, unit]: Named, at: (second: number) => number | null): Series => ({
    plot,
    line,
    unit,
    seconds: TIMES,
    values: TIMES.map((second) => at(second)),
  });
  const isStorm = (second: number) => second >= 130 && second < 150;
  const load = (second: number) => present(second) / 200;
  const percentiles = (plot: PlotName, base: (second: number) => number | null): readonly Series[] =>
    [
      ['p50', 1],
      ['p90', 1.7],
      ['p95', 2.2],
      ['p99', 3.4],
    ].map(([name, factor]) =>
      line([plot, String(name), 'ms'], (second) => {
        const value = base(second);
        return value === null ? null : value * Number(factor) * noise(0.25);
      }),
    );
  const joining = (second: number) => second < 60 || isStorm(second) || (second >= 210 && second < 222);
  return [
    line(['participants', 'in the room', ''], present),
    line(['joins per second', 'joined', ''], (second) =>
      joining(second) ? Math.round((isStorm(second) ? 5 : 1.7) * noise(0.5)) : 0,
    ),
    line(['joins per second', 'refused', ''], (second) => (isStorm(second) && loss > 1 ? Math.round(chance() * 2) : 0)),
    ...percentiles('join time', (second) => (joining(second) ? 210 + (isStorm(second) ? 320 : 0) : null)),
    line(['loss', 'audio', '%'], (second) => Math.max(0, (isStorm(second) ? loss : loss * 0.2) * load(second) * noise(1.4))),
    line(['loss', 'video', '%'], (second) =>
      Math.max(0, (isStorm(second) ? loss * 0.6 : loss * 0.1) * load(second) * noise(1.6)),
    ),
    ...percentiles('delay of a frame', (second) =>
      second > 292 ? null : delay * (0.4 + 1.2 * load(second)) + (isStorm(second) ? delay : 0),
    ),
    line(['received', 'video', 'kbit/s'], (second) => (second > 292 ? null : 1704 * noise(0.06))),
    line(['received', 'audio', 'kbit/s'], (second) => (second > 292 ? null : 34 * noise(0.1))),
    line(['packets', 'sent by the media server', '/s'], (second) => present(second) * 212 * noise(0.04)),
    line(['packets', 'taken in by it', '/s'], () => 260 * noise(0.05)),
    ...percentiles('answers of the portal', (second) => (joining(second) ? 42 + (isStorm(second) ? 80 : 0) : 18)),
    line(['CPU', 'livekit-1', 'cores'], (second) => 0.05 + 0.52 * load(second) * noise(0.12)),
    line(['CPU', 'livekit-2', 'cores'], (second) => 0.05 + (second >= 210 ? 0.34 * load(second) * 2 : 0.04) * noise(0.12)),
    line(['CPU', 'portal', 'cores'], (second) => (0.02 + (joining(second) ? 0.22 : 0.03)) * noise(0.4)),
    line(['CPU', 'postgres', 'cores'], (second) => (0.01 + (joining(second) ? 0.07 : 0.01)) * noise(0.5)),
    line(['CPU', 'worker', 'cores'], () => 0.02 * noise(0.8)),
    line(['CPU', 'generator', 'cores'], (second) => 0.04 + generator * load(second) * noise(0.1)),
    line(['memory', 'livekit-1', 'bytes'], (second) => 92e6 + 2.0e6 * present(second) * noise(0.01)),
    line(['memory', 'livekit-2', 'bytes'], (second) => 88e6 + (second >= 210 ? 3.1e6 * 80 : 0) * noise(0.02)),
    line(['memory', 'portal', 'bytes'], (second) => 310e6 + second * 0.12e6 * noise(0.1)),
    line(['memory', 'postgres', 'bytes'], () => 148e6 * noise(0.02)),
    line(['memory', 'worker', 'bytes'], () => 121e6 * noise(0.02)),
    line(['memory', 'generator', 'bytes'], (second) => 140e6 + 2.9e6 * present(second) * noise(0.02)),
  ];
}
