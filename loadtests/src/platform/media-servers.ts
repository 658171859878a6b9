/** Media servers on ports of their own, and the Redis by which several of them are one site. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkout, type Home } from '../../../infra/local/src/instance/home.ts';
import { loopback, type Ports } from '../../../infra/local/src/instance/ports.ts';
import type { Secrets } from '../../../infra/local/src/instance/secrets.ts';
import { livekitBinary } from '../../../infra/local/src/parts/livekit-binary.ts';
import { requireHttp, requireTcp } from '../../../infra/local/src/process/health.ts';
import { bringProgram, redis } from '../../../infra/local/src/setup/debian-program.ts';
import type { Spawned, ToSpawn } from './spawned.ts';

/** Where they run, and by whom they are started. */
export type Host = Readonly<{
  home: Home;
  secrets: Secrets;
  /** In which the binary is looked for. */
  env: NodeJS.ProcessEnv;
  start(part: Pick<ToSpawn, 'name' | 'command' | 'args' | 'requireHealthy'>): Promise<Spawned>;
  say(line: string): void;
}>;

/** As LiveKit's settings name it. */
export type SharedRedis = Readonly<{ address: string; password: string }>;

export async function startRedis({ home, secrets, start }: Host, port: number): Promise<SharedRedis> {
  const setUp = { progress: () => undefined, logFile: join(home.logs, 'redis-server.log'), signal: new AbortController().signal };
  const command = await bringProgram(redis, setUp);
  const where = ['--port', String(port), '--bind', loopback, '--dir', home.folder];
  const args = [...where, '--save', '', '--requirepass', secrets.auth];
  await start({ name: 'redis', command, args, requireHealthy: () => requireTcp(port) });
  return { address: `${loopback}:${port}`, password: secrets.auth };
}

export type Wanted = Readonly<{
  ports: readonly Ports[];
  /** The whole file of one of them. @param template of infra/livekit, which every host runs */
  config(template: string, ports: Ports): string;
}>;
export type StartedMediaServer = Spawned & Readonly<{ ports: Ports }>;

/** One for each set of ports, named livekit-1 and so on; each answers when this resolves. */
export async function startMediaServers(host: Host, { ports, config }: Wanted): Promise<readonly StartedMediaServer[]> {
  const { home, env, start, say } = host;
  const template = await readFile(join(checkout, 'infra/livekit/livekit.yaml'), 'utf8');
  const command = await livekitBinary({ env, signal: new AbortController().signal, progress: say });
  const started: StartedMediaServer[] = [];
  for (const [at, own] of ports.entries()) {
    const name = `livekit-${at + 1}`;
    const file = join(home.folder, `${name}.yaml`);
    await writeFile(file, config(template, own), { mode: 0o600 });
    const requireHealthy = () => requireHttp(`http://${loopback}:${own.livekit}/`);
    const spawned = await start({ name, command, args: ['--config', file], requireHealthy });
    started.push({ ...spawned, ports: own });
  }
  return started;
}
