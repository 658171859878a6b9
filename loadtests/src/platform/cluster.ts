/**
 * A platform with several media servers that share one Redis, and two portals, behind one proxy: as a site has it. Everything else
 * is the one that `npm start` runs.
 */
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderLivekit } from '@sabha/livekit-config/render';
import { partBaseEnvironment } from '../../../infra/local/src/instance/environment.ts';
import { checkout, openHome } from '../../../infra/local/src/instance/home.ts';
import { laptop } from '../../../infra/local/src/instance/place.ts';
import { putPolicy } from '../../../infra/local/src/instance/policy-files.ts';
import { buildPortal } from '../../../infra/local/src/instance/portal-build.ts';
import { freePorts, loopback, type Ports } from '../../../infra/local/src/instance/ports.ts';
import { secretsOf } from '../../../infra/local/src/instance/secrets.ts';
import { startInstance, type Instance } from '../../../infra/local/src/instance/start-instance.ts';
import { livekitBinary } from '../../../infra/local/src/parts/livekit-binary.ts';
import { livekitSettings } from '../../../infra/local/src/parts/livekit.ts';
import { requireHttp, requireTcp } from '../../../infra/local/src/process/health.ts';
import { bringProgram, nginx, redis, type Program } from '../../../infra/local/src/setup/debian-program.ts';
import { proxyConfig } from './proxy.ts';
import { spawnPart, type Spawned, type ToSpawn } from './spawned.ts';
import { processesOf, type Target } from './target.ts';

const PORTALS = 2;

export async function startCluster(nodes: number, say: (line: string) => void): Promise<Target> {
  const home = await openHome(await mkdtemp(join(tmpdir(), 'sabha-loadtest-')));
  const running: Spawned[] = [];
  const end = async () => {
    for (const part of running.toReversed()) await part.stop();
    await rm(home.folder, { recursive: true, force: true });
  };
  const start = async (part: Omit<ToSpawn, 'cwd' | 'logFile'> & Partial<Pick<ToSpawn, 'cwd'>>) => {
    const spawned = await spawnPart({ cwd: home.folder, logFile: join(home.logs, `${part.name}.log`), ...part });
    running.push(spawned);
    say(`  ${part.name} is there`);
    return spawned;
  };
  try {
    const secrets = await secretsOf(home);
    const policy = await putPolicy(laptop.policyFile, { home, signer: secrets.policySigner });
    const [ports, queue, ...more] = await Promise.all(Array.from({ length: 2 + nodes + PORTALS }, () => freePorts()));
    if (ports === undefined || queue === undefined) throw new RangeError('a cluster without ports');
    const [mediaPorts, portalPorts] = [more.slice(0, nodes), [ports, ...more.slice(nodes, nodes + PORTALS - 1)]];
    const front = queue.portal;
    const env = partBaseEnvironment(process.env);

    const redisPort = queue.database;
    const redisArgs = [
      '--port',
      String(redisPort),
      '--bind',
      loopback,
      '--save',
      '',
      '--requirepass',
      secrets.auth,
      '--dir',
      home.folder,
    ];
    await start({
      name: 'redis',
      command: await program(redis, home.logs),
      args: redisArgs,
      env,
      requireHealthy: () => requireTcp(redisPort),
    });
    const template = await readFile(join(checkout, 'infra/livekit/livekit.yaml'), 'utf8');
    const binary = await livekitBinary({ env: process.env, signal: new AbortController().signal, progress: say });
    const media: Spawned[] = [];
    for (const [at, own] of mediaPorts.entries()) {
      const name = `livekit-${at + 1}`;
      const alone = livekitSettings({ ...own, portal: front }, secrets);
      const settings = {
        ...alone,
        addresses: [`127.0.0.${at + 2}`],
        redis: { address: `${loopback}:${redisPort}`, password: secrets.auth },
      };
      const file = join(home.folder, `${name}.yaml`);
      await writeFile(file, renderLivekit(template, { policy, siteId: laptop.siteId, settings }), { mode: 0o600 });
      media.push(
        await start({
          name,
          command: binary,
          args: ['--config', file],
          env,
          requireHealthy: () => requireHttp(`http://${loopback}:${own.livekit}/`),
        }),
      );
    }
    const proxyFile = join(home.folder, 'nginx.conf');
    const behind = {
      port: front,
      folder: home.folder,
      portals: portalPorts.map(({ portal }) => portal),
      mediaServers: mediaPorts.map(({ livekit }) => livekit),
    };
    await writeFile(proxyFile, proxyConfig(behind));
    if (process.getuid?.() === 0) await chmod(home.folder, 0o711); // nginx's workers are nobody's
    const nginxProgram = await program(nginx, home.logs);
    await start({ name: 'proxy', command: nginxProgram, args: ['-c', proxyFile], env, requireHealthy: () => requireTcp(front) });

    const instance = await startInstance({
      home: home.folder,
      ports,
      parts: ['database', 'identity', 'mail', 'witness', 'worker', 'portal'],
      logLevel: 'warn',
      told: {
        PUBLIC_URL: `http://localhost:${front}`,
        TRUSTED_PROXIES: loopback,
        LIVEKIT_URL: `ws://localhost:${front}`,
        LIVEKIT_API_URL: `http://${loopback}:${mediaPorts[0]?.livekit ?? 0}`,
        LIVEKIT_REDIS_URL: `redis://:${encodeURIComponent(secrets.auth)}@${loopback}:${redisPort}`,
        LIVEKIT_LOG_FILE: join(home.logs, 'livekit-1.log'),
      },
      on: (event) => (event.kind === 'done' ? say(`  ${event.step} is there`) : undefined),
    });
    running.push({ name: 'instance', pid: process.pid, signal: () => undefined, stop: () => instance.stop() });
    const furtherPortals = await startFurtherPortals(instance, portalPorts.slice(1), {
      folder: home.folder,
      logs: home.logs,
      start,
    });
    const processes = [...media, ...running.filter(({ name }) => name === 'redis' || name === 'proxy'), ...furtherPortals];
    return {
      origin: instance.env.PUBLIC_URL,
      processes: () => new Map([...processesOf(instance.parts()), ...processes.map(({ pid, name }) => [pid, name] as const)]),
      versions: Object.fromEntries(instance.parts().map(({ name, version }) => [name, version])),
      settings: { mediaServers: String(nodes), portals: String(PORTALS), proxy: 'nginx', database: 'durable', logLevel: 'warn' },
      identity: instance.env.OIDC_ISSUER,
      killMediaNode() {
        const last = media.at(-1);
        last?.signal('SIGKILL'); // it stays away: the others have to do
        return Promise.resolve(last?.name ?? 'nobody');
      },
      stop: end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

const program = (one: Program, logs: string): Promise<string> =>
  bringProgram(one, {
    progress: () => undefined,
    logFile: join(logs, `${one.package}.log`),
    signal: new AbortController().signal,
  });

type Further = Readonly<{ folder: string; logs: string; start(part: Omit<ToSpawn, 'logFile'>): Promise<Spawned> }>;

/** The same build and the same settings as the first, on a port of its own. */
async function startFurtherPortals(
  instance: Instance,
  ports: readonly Ports[],
  { folder, logs, start }: Further,
): Promise<readonly Spawned[]> {
  const build = await buildPortal({ home: folder, logs, signal: new AbortController().signal });
  const further: Spawned[] = [];
  for (const [at, { portal }] of ports.entries()) {
    const env = {
      ...partBaseEnvironment(process.env),
      ...instance.env,
      NODE_ENV: 'production',
      BUILD_FOLDER: build.folder,
      PORT: String(portal),
    };
    const requireHealthy = () => requireHttp(`http://${loopback}:${portal}/readyz`);
    further.push(
      await start({
        name: `portal-${at + 2}`,
        command: process.execPath,
        args: ['server.ts'],
        cwd: join(checkout, 'apps/portal'),
        env,
        requireHealthy,
      }),
    );
  }
  return further;
}
