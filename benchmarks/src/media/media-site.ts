/** Media servers alone, without a platform around them: what is weighed here is LiveKit. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { partBaseEnvironment } from '../../../infra/local/src/instance/environment.ts';
import { openHome } from '../../../infra/local/src/instance/home.ts';
import { laptop } from '../../../infra/local/src/instance/place.ts';
import { putPolicy } from '../../../infra/local/src/instance/policy-files.ts';
import { freePorts, loopback } from '../../../infra/local/src/instance/ports.ts';
import { secretsOf, type Secrets } from '../../../infra/local/src/instance/secrets.ts';
import { guardHome } from '../../../loadtests/src/platform/guard.ts';
import {
  startMediaServers,
  startRedis,
  type Host,
  type StartedMediaServer,
} from '../../../loadtests/src/platform/media-servers.ts';
import { spawnPart, type Spawned } from '../../../loadtests/src/platform/spawned.ts';
import { makeRoom, type MediaServer } from '../platform/media-server.ts';
import { type ConfigName, configs } from './configs.ts';

/** A LiveKit of its own, with one room on it. */
export type Node = MediaServer & Readonly<{ name: string; pid: number; room: string }>;
export type MediaSite = Readonly<{ nodes: readonly Node[]; stop(): Promise<void> }>;

export type Several = Readonly<{
  count: number;
  /** What they have in common: 'redis', as at a site, or 'nothing', so that each is for itself. */
  shares: 'redis' | 'nothing';
}>;

/** @param servers a number of them share one Redis; one alone has none */
export async function startMediaSite(config: ConfigName, servers: number | Several, env: NodeJS.ProcessEnv): Promise<MediaSite> {
  const { count, shares } = typeof servers === 'number' ? { count: servers, shares: 'redis' } : servers;
  const home = await openHome(await mkdtemp(join(tmpdir(), 'sabha-bench-')));
  const guard = guardHome(home.folder);
  const running: Spawned[] = [];
  const stop = async () => {
    for (const part of running.toReversed()) await part.stop();
    await guard.release();
  };
  const start: Host['start'] = async (part) => {
    const where = { guard, cwd: home.folder, env: partBaseEnvironment(env), logFile: join(home.logs, `${part.name}.log`) };
    const spawned = await spawnPart({ ...where, ...part });
    running.push(spawned);
    return spawned;
  };
  try {
    const host = { home, secrets: await secretsOf(home), env, start, say: () => undefined };
    return { nodes: await startNodes(host, { config, count, isShared: count > 1 && shares === 'redis' }), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Kind = Readonly<{ config: ConfigName; count: number; isShared: boolean }>;

async function startNodes(host: Host, { config, count, isShared }: Kind): Promise<readonly Node[]> {
  const { secrets } = host;
  const policy = await putPolicy(laptop.policyFile, { home: host.home, signer: secrets.policySigner });
  const [queue, ...ports] = await Promise.all(Array.from({ length: 1 + count }, () => freePorts()));
  if (queue === undefined) throw new RangeError('no ports');
  const redis = isShared ? await startRedis(host, queue.database) : null;
  const servers = await startMediaServers(host, {
    ports,
    config: (template, own) => configs[config]({ template, policy, secrets, ports: own, redis }),
  });
  return Promise.all(servers.map((server, at) => nodeOf(server, { secrets, room: `bench-${at + 1}`, isShared })));
}

type Own = Readonly<{ secrets: Secrets; room: string; isShared: boolean }>;

/** With its room made, on itself: whoever shares a Redis could as well have another make it. */
async function nodeOf({ name, pid, ports }: StartedMediaServer, { secrets, room, isShared }: Own): Promise<Node> {
  const server = {
    browserUrl: `ws://${loopback}:${ports.livekit}`,
    apiUrl: `http://${loopback}:${ports.livekit}`,
    key: secrets.livekitKey,
    secret: secrets.livekitSecret,
  };
  await makeRoom(server, room, isShared ? await nodeIdOf(`http://${loopback}:${ports.livekitMetrics}/metrics`) : undefined);
  return { ...server, name, pid, room };
}

/** As its own metrics say. @throws Error where they do not */
async function nodeIdOf(metricsUrl: string): Promise<string> {
  const id = /node_id="(ND_[^"]+)"/.exec(await (await fetch(metricsUrl)).text())?.[1];
  if (id === undefined) throw new Error(`no node id in ${metricsUrl}`);
  return id;
}
