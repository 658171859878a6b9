/** One webinar on each node by the load kit's own k6, and what the seconds of it were like. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout } from '../../../infra/local/src/instance/home.ts';
import { readSamples, type SampleSeries } from '../../../loadtests/src/k6/samples.ts';
import { type RigSample, Sampler } from '../../../loadtests/src/rig/sampler.ts';
import { percentile, sum } from '../../../loadtests/src/statistics.ts';
import type { Node } from './media-site.ts';

/** 720p at 1.7 Mbit/s and sound; viewers come one after the other and all leave at the end. */
export type WebinarLoad = Readonly<{
  binary: string;
  env: NodeJS.ProcessEnv;
  viewers: number;
  joinsPerSecond: number;
  seconds: number;
}>;

/** Of all nodes together, or of one. */
export type Second = Readonly<{
  at: number;
  viewers: number;
  /** null where nobody got a picture. */
  delayP95Ms: number | null;
  /** Share of the packets, 0 to 1. */
  loss: number;
  packets: number;
  /** Cores used by LiveKit, by the viewers' k6, and by whoever has no part in this. */
  servers: number;
  generators: number;
  foreign: number;
  idle: number;
}>;

/** `each`: in the order of the nodes; generators, foreign and idle are those of the machine there too. */
export type Watched = Readonly<{ all: readonly Second[]; each: readonly (readonly Second[])[] }>;

const script = join(checkout, 'loadtests/xk6-livekit/bench/webinar.ts');
const DELAY = 'livekit_frame_delay{kind:video}';
const wanted = new Set(['livekit_join_duration', 'livekit_packets_received', 'livekit_packets_lost']);

export async function runWebinars(nodes: readonly Node[], load: WebinarLoad): Promise<Watched> {
  const folder = await mkdtemp(join(tmpdir(), 'sabha-bench-k6-'));
  const parts = new Map(nodes.map(({ pid, name }) => [pid, name]));
  const sampler = new Sampler(() => parts);
  parts.set(process.pid, 'runner');
  try {
    const startedAtMs = await sampler.start();
    const senders = nodes.map((node) => runPart(node, { load, part: 'sender', folder, parts }));
    const viewers = nodes.map((node) => runPart(node, { load, part: 'viewers', folder, parts }));
    const files = await Promise.all(viewers);
    await Promise.all(senders);
    await sampler.stop();
    const sorting = (metric: string, tags: Readonly<Record<string, string>>) =>
      wanted.has(metric) ? [metric] : metric === 'livekit_frame_delay' && tags['kind'] === 'video' ? [DELAY] : [];
    const series = await Promise.all(files.map((file) => readSamples([file], sorting)));
    const rig = { samples: sampler.samples, startedAtMs };
    return {
      all: secondsOf(series, rig, (name) => name.startsWith('livekit')),
      each: series.map((one, at) => secondsOf([one], rig, (name) => name === nodes[at]?.name)),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Part = Readonly<{ load: WebinarLoad; part: 'sender' | 'viewers'; folder: string; parts: Map<number, string> }>;

/** @returns the file of its samples */
async function runPart(node: Node, { load, part, folder, parts }: Part): Promise<string> {
  const file = join(folder, `${node.name}-${part}`);
  const samplesFile = `${file}.json.gz`;
  const given = {
    PART: part,
    ROOM: node.room,
    VIEWERS: load.viewers,
    SECONDS: load.seconds,
    JOINS_PER_SECOND: load.joinsPerSecond,
    LIVEKIT_URL: node.browserUrl,
    LIVEKIT_API_KEY: node.key,
    LIVEKIT_API_SECRET: node.secret,
  };
  const log = openSync(`${file}.log`, 'a', 0o600);
  const args = ['run', '--quiet', '--no-color', '--no-usage-report', '--no-thresholds', `--out=json=${samplesFile}`, script];
  const env = { PATH: load.env['PATH'], HOME: load.env['HOME'], K6_AUTO_EXTENSION_RESOLUTION: 'false' };
  for (const [name, value] of Object.entries(given)) args.push('-e', `${name}=${value}`);
  const child = spawn(load.binary, args, { env, cwd: folder, stdio: ['ignore', log, log] });
  closeSync(log);
  if (child.pid !== undefined) parts.set(child.pid, part);
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`k6 ended with ${code ?? 'a signal'}: ${(await readFile(`${file}.log`, 'utf8')).slice(-600)}`);
  return samplesFile;
}

type Rig = Readonly<{ samples: readonly RigSample[]; startedAtMs: number }>;

function secondsOf(
  series: readonly SampleSeries[],
  { samples, startedAtMs }: Rig,
  isServer: (name: string) => boolean,
): readonly Second[] {
  const total = (metric: string, second: number) => sum(series.map((one) => one.get(metric)?.get(second)?.sum ?? 0));
  const joinedBy = (second: number) =>
    sum(
      series.flatMap((one) =>
        [...(one.get('livekit_join_duration') ?? [])].map(([at, { values }]) => (at <= second ? values.length : 0)),
      ),
    );
  return samples.map(({ at, cores, idle, foreignCores }) => {
    const second = Math.floor(startedAtMs / 1000 + at) - 1; // a sample tells of the second before it
    const [received, lost] = [total('livekit_packets_received', second), total('livekit_packets_lost', second)];
    const delays = series.flatMap((one) => one.get(DELAY)?.get(second)?.values ?? []);
    const coresOf = (isOne: (name: string) => boolean) =>
      sum(Object.entries(cores).map(([name, value]) => (isOne(name) ? value : 0)));
    return {
      at,
      viewers: joinedBy(second),
      delayP95Ms: delays.length === 0 ? null : percentile(delays, 0.95),
      loss: received + lost === 0 ? 0 : lost / (received + lost),
      packets: received,
      servers: coresOf(isServer),
      generators: coresOf((name) => name === 'viewers'),
      foreign: foreignCores,
      idle,
    };
  });
}

/** Those in which all were there, less two at either end in which the last settled and the first left. */
export function whileAllWatch(seconds: readonly Second[], viewers: number): readonly Second[] {
  const full = seconds.filter((one) => one.viewers >= viewers && one.packets > 0);
  return full.slice(2, -2);
}
