/** Media servers alone, without a platform around them: what is weighed here is LiveKit. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { partBaseEnvironment } from '../../../infra/local/src/instance/environment.ts';
import { checkout, openHome } from '../../../infra/local/src/instance/home.ts';
import { laptop } from '../../../infra/local/src/instance/place.ts';
import { putPolicy } from '../../../infra/local/src/instance/policy-files.ts';
import { freePorts, loopback } from '../../../infra/local/src/instance/ports.ts';
import { secretsOf } from '../../../infra/local/src/instance/secrets.ts';
import { livekitBinary } from '../../../infra/local/src/parts/livekit-binary.ts';
import { requireHttp, requireTcp } from '../../../infra/local/src/process/health.ts';
import { bringProgram, redis } from '../../../infra/local/src/setup/debian-program.ts';
import { spawnPart } from '../../../loadtests/src/platform/spawned.ts';
import { makeRoom, type MediaServer } from '../platform/media-server.ts';
import { type ConfigName, configs } from './configs.ts';

/** A LiveKit of its own, with one room on it. */
export type Node = MediaServer & Readonly<{ name: string; pid: number; room: string }>;
export type MediaSite = Readonly<{ nodes: readonly Node[]; stop(): Promise<void> }>;

/** Several share one Redis, as at a site. One has none, as where there is one. */
export async function startMediaSite(config: ConfigName, count: number, env: NodeJS.ProcessEnv): Promise<MediaSite> {
  const home = await openHome(await mkdtemp(join(tmpdir(), 'sabha-bench-')));
  const secrets = await secretsOf(home);
  const policy = await putPolicy(laptop.policyFile, { home, signer: secrets.policySigner });
  const [queue, ...ports] = await Promise.all(Array.from({ length: 1 + count }, () => freePorts()));
  if (queue === undefined) throw new RangeError('no ports');
  const running: Awaited<ReturnType<typeof spawnPart>>[] = [];
  const start = async (name: string, part: Pick<Parameters<typeof spawnPart>[0], 'command' | 'args' | 'requireHealthy'>) => {
    const where = { cwd: home.folder, env: partBaseEnvironment(env), logFile: join(home.logs, `${name}.log`) };
    const spawned = await spawnPart({ name, ...where, ...part });
    running.push(spawned);
    return spawned;
  };
  const signal = new AbortController().signal;
  const progress = () => undefined;
  if (count > 1) {
    const command = await bringProgram(redis, { progress, logFile: join(home.logs, 'setup.log'), signal });
    const args = ['--port', String(queue.database), '--bind', loopback, '--dir', home.folder, '--save', ''];
    args.push('--requirepass', secrets.auth);
    await start('redis', { command, args, requireHealthy: () => requireTcp(queue.database) });
  }
  const shared = count > 1 ? { address: `${loopback}:${queue.database}`, password: secrets.auth } : null;
  const template = await readFile(join(checkout, 'infra/livekit/livekit.yaml'), 'utf8');
  const command = await livekitBinary({ env, signal, progress });
  const nodes: Node[] = [];
  for (const [at, own] of ports.entries()) {
    const name = `livekit-${at + 1}`;
    const file = join(home.folder, `${name}.yaml`);
    await writeFile(file, configs[config]({ template, policy, secrets, ports: own, redis: shared }), { mode: 0o600 });
    const apiUrl = `http://${loopback}:${own.livekit}`;
    const { pid } = await start(name, { command, args: ['--config', file], requireHealthy: () => requireHttp(apiUrl) });
    const server = {
      browserUrl: `ws://${loopback}:${own.livekit}`,
      apiUrl,
      key: secrets.livekitKey,
      secret: secrets.livekitSecret,
    };
    const room = `bench-${at + 1}`;
    await makeRoom(server, room, count > 1 ? await nodeIdOf(`http://${loopback}:${own.livekitMetrics}/metrics`) : undefined);
    nodes.push({ ...server, name, pid, room });
  }
  return {
    nodes,
    async stop() {
      for (const part of running.toReversed()) await part.stop();
      await rm(home.folder, { recursive: true, force: true });
    },
  };
}

/** As its own metrics say. @throws Error where they do not */
async function nodeIdOf(metricsUrl: string): Promise<string> {
  const id = /node_id="(ND_[^"]+)"/.exec(await (await fetch(metricsUrl)).text())?.[1];
  if (id === undefined) throw new Error(`no node id in ${metricsUrl}`);
  return id;
}
