/** Whether what our LiveKit file says beyond LiveKit's defaults costs anything, with the delay that goes with it. */
import { mean } from '../../../loadtests/src/statistics.ts';
import { interleave } from '../interleave.ts';
import type { Section } from '../report.ts';
import { spreadOf } from '../statistics.ts';
import { promises } from '../verdict.ts';
import type { ConfigName } from './configs.ts';
import { startMediaSite } from './media-site.ts';
import { runWebinars, type Second, type WebinarLoad, whileAllWatch } from './webinars.ts';

type Weighed = Readonly<{
  serverUs: number;
  generatorUs: number;
  /** Of the server, for each viewer. */
  millicores: number;
  delayMs: number;
  lossPercent: number;
  idle: number;
  foreign: number;
}>;

type Options = Readonly<{ load: WebinarLoad; rounds: number; say: (line: string) => void }>;

export async function settingsSection({ load, rounds, say }: Options): Promise<Section> {
  const weigh = async (config: ConfigName): Promise<Weighed> => {
    const site = await startMediaSite(config, 1, load.env);
    try {
      return weighed(whileAllWatch((await runWebinars(site.nodes, load)).all, load.viewers), load.viewers);
    } finally {
      await site.stop();
    }
  };
  const subjects = { ours: () => weigh('ours'), stock: () => weigh('stock') };
  const runs = await interleave(subjects, rounds, (name, round, one) =>
    say(`round ${round}, ${name}: ${row(name, [one]).slice(1).join('; ')}`),
  );
  const cost = (name: ConfigName) => spreadOf(runs[name].map(({ serverUs }) => serverUs)).median;
  const delay = (name: ConfigName) => spreadOf(runs[name].map(({ delayMs }) => delayMs)).median;
  return {
    tables: [
      {
        title: `One webinar, ${load.viewers} viewers of 1.7 Mbit/s, ${rounds} rounds in turns, ${load.seconds} s each`,
        columns: [
          'LiveKit',
          'server: µs a packet',
          'server: m-cores a viewer',
          'generator: µs a packet',
          'delay p95',
          'loss',
          'idle',
          'others, cores',
        ],
        rows: [row('ours', runs.ours), row('stock', runs.stock)],
      },
    ],
    checks: [
      {
        promise: 'ours to stock: µs a packet',
        measured: cost('ours') / cost('stock'),
        atMost: promises.media.settings,
        unit: 'times',
      },
      { promise: 'ours: delay p95 of video', measured: delay('ours'), atMost: promises.media.delayMs, unit: 'ms' },
    ],
  };
}

function weighed(seconds: readonly Second[], viewers: number): Weighed {
  if (seconds.length < 5) throw new RangeError(`all were there for ${seconds.length} seconds: too short to weigh anything`);
  const of = (value: (second: Second) => number) => mean(seconds.map(value));
  const packets = of((second) => second.packets);
  return {
    serverUs: (of(({ servers }) => servers) / packets) * 1e6,
    generatorUs: (of(({ generators }) => generators) / packets) * 1e6,
    millicores: (of(({ servers }) => servers) / viewers) * 1000,
    delayMs: of(({ delayP95Ms }) => delayP95Ms ?? Infinity),
    lossPercent: of(({ loss }) => loss) * 100,
    idle: of(({ idle }) => idle),
    foreign: of(({ foreign }) => foreign),
  };
}

function row(name: string, runs: readonly Weighed[]): readonly string[] {
  const show = (value: (run: Weighed) => number, digits: number) => {
    const { median, min, max } = spreadOf(runs.map(value));
    const figure = (one: number) => one.toFixed(digits);
    return runs.length === 1 ? figure(median) : `${figure(median)} (${figure(min)} / ${figure(max)})`;
  };
  return [
    name,
    show(({ serverUs }) => serverUs, 1),
    show(({ millicores }) => millicores, 2),
    show(({ generatorUs }) => generatorUs, 1),
    `${show(({ delayMs }) => delayMs, 0)} ms`,
    `${show(({ lossPercent }) => lossPercent, 3)} %`,
    `${show(({ idle }) => idle * 100, 0)} %`,
    show(({ foreign }) => foreign, 2),
  ];
}
