/** Several media servers that share one Redis, as in a cluster; and what may happen to one of them. */
import { createClient } from '@redis/client';
import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { partBaseEnvironment } from '../instance/environment.ts';
import { homeAt } from '../instance/home.ts';
import { defaultPorts, freePorts, loopback } from '../instance/ports.ts';
import { thisProcess, writeRecord } from '../instance/record.ts';
import { livekitBinary } from '../parts/livekit-binary.ts';
import { requireHttp, requireTcp } from '../process/health.ts';
import { lastLines, openLog } from '../process/log-file.ts';
import { identify, type ProcessIdentity } from '../process/process-identity.ts';
import { stopGroup } from '../process/stop-group.ts';
import { waitUntil } from '../process/wait-until.ts';
import { onPath, redis } from '../setup/debian-program.ts';
import { testHomePrefix } from './leftovers.ts';

export type NodeOptions = Readonly<{
  /** Where it says its media is: any address of the loopback network. */
  address: string;
  region: string;
}>;

export type ClusterNode = Readonly<{
  apiUrl: string;
  /** ws:// address for clients. */
  url: string;
  /** `SIGTERM`: it drains. `SIGKILL`: it is gone without a word. `SIGSTOP`: it falls silent, until `SIGCONT`. */
  signal(name: NodeJS.Signals): void;
}>;

export type TestCluster = Readonly<{
  redisUrl: string;
  apiKey: string;
  apiSecret: string;
  start(options: NodeOptions): Promise<ClusterNode>;
  /** Changes the registry by hand, as somebody would who may write there. */
  registry(command: readonly string[]): Promise<unknown>;
  /** Redis itself, as above. */
  signalRedis(name: NodeJS.Signals): void;
  stop(): Promise<void>;
}>;

const key = { apiKey: 'cluster', apiSecret: 'a-secret-of-the-test-cluster-and-of-nobody-else' };

/** Whatever was started in it is ended by `stop`. Needs Redis on PATH: `npm test` brings it. */
export async function startTestCluster(): Promise<TestCluster> {
  const folder = await mkdtemp(join(tmpdir(), testHomePrefix));
  await chmod(folder, 0o711);
  const running: ProcessIdentity[] = [];
  const run = async (name: string, command: string, args: readonly string[]) => {
    const child = runIn(folder, { name, command, args });
    running.push(child.identity);
    await remember(folder, running);
    return child;
  };
  const port = (await freePorts()).database;
  const queue = await run('redis', redisProgram(), ['--port', String(port), '--bind', loopback, '--save', '', '--dir', folder]);
  await waitUntil('redis', () => requireTcp(port), { withinMs: 10_000 });
  const livekit = await livekitBinary({ env: process.env, signal: new AbortController().signal, progress: () => undefined });
  let nodes = 0;

  return {
    ...key,
    redisUrl: `redis://${loopback}:${port}`,
    signalRedis: queue.signal,
    async registry(command) {
      const client = createClient({ url: `redis://${loopback}:${port}` });
      await client.connect();
      try {
        return await client.sendCommand(command);
      } finally {
        client.destroy();
      }
    },
    async start(options) {
      const ports = await freePorts();
      const name = `livekit-${++nodes}`;
      const file = join(folder, `${name}.yaml`);
      const config = nodeConfig(options, { api: ports.livekit, media: ports.livekitUdp, redis: port });
      await writeFile(file, JSON.stringify(config), { mode: 0o600 });
      const node = await run(name, livekit, ['--config', file]);
      const apiUrl = `http://${loopback}:${ports.livekit}`;
      await waitUntil(`${name} (it last said: ${lastLines(node.log, 1).join()})`, () => requireHttp(apiUrl), {
        withinMs: 20_000,
      });
      return { apiUrl, url: `ws://${loopback}:${ports.livekit}`, signal: node.signal };
    },
    async stop() {
      for (const identity of running.toReversed()) {
        signalGroup(identity.pid, 'SIGCONT'); // what is frozen hears no farewell
        await stopGroup(identity, { signal: 'SIGTERM', graceMs: 500 });
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Should this process be killed, the next run finds what it left (leftovers.ts). */
async function remember(folder: string, running: readonly ProcessIdentity[]): Promise<void> {
  const part = {
    name: 'livekit',
    address: '',
    version: '',
    logFile: '',
    state: 'healthy',
    restarts: 0,
    stopSignal: 'SIGKILL',
  } as const;
  const parts = running.map((identity) => ({ ...part, process: identity }));
  const startedAt = new Date().toISOString();
  await writeRecord(homeAt(folder), { runner: thisProcess(), mode: 'production', startedAt, ports: defaultPorts, parts });
}

function redisProgram(): string {
  const found = onPath(redis);
  if (found === undefined) throw new Error('no redis-server: npm test installs it where it is root');
  return found;
}

type Running = Readonly<{ identity: ProcessIdentity; log: string; signal(name: NodeJS.Signals): void }>;

function runIn(
  folder: string,
  { name, command, args }: Readonly<{ name: string; command: string; args: readonly string[] }>,
): Running {
  const log = join(folder, `${name}.log`);
  const out = openLog(log);
  const env = partBaseEnvironment(process.env);
  const child = spawn(command, args, { cwd: folder, env, detached: true, stdio: ['ignore', out, out] });
  closeSync(out);
  const identity = child.pid === undefined ? undefined : identify(child.pid);
  if (identity === undefined) throw new Error(`${name} could not be started`);
  return { identity, log, signal: (signal) => signalGroup(identity.pid, signal) };
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // it has ended by itself
  }
}

/** As `npm start` runs it (parts/livekit.ts), with a registry that others share and an address of its own. */
function nodeConfig({ address, region }: NodeOptions, ports: Readonly<{ api: number; media: number; redis: number }>) {
  return {
    port: ports.api,
    bind_addresses: [loopback],
    region,
    redis: { address: `${loopback}:${ports.redis}` },
    rtc: {
      udp_port: ports.media,
      tcp_port: 0,
      node_ip: address,
      use_external_ip: false,
      interfaces: { includes: ['lo'] },
      ips: { includes: [`${address}/32`] },
      enable_loopback_candidate: true,
      use_mdns: false,
      stun_servers: [`${loopback}:9`],
    },
    room: { auto_create: false },
    keys: { [key.apiKey]: key.apiSecret },
    logging: { level: 'info', json: true },
  };
}
