/**
 * A platform with several media servers that share one Redis, and two portals, behind one proxy: as a site has it. Everything else
 * is the one that `npm start` runs.
 */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import type { Policy } from '@sabha/domain/residency/policy';
import { renderLivekit } from '@sabha/livekit-config/render';
import { partBaseEnvironment } from '../../../infra/local/src/instance/environment.ts';
import { checkout, openHome, type Home } from '../../../infra/local/src/instance/home.ts';
import { laptop, type Place } from '../../../infra/local/src/instance/place.ts';
import { putPolicy } from '../../../infra/local/src/instance/policy-files.ts';
import { buildPortal } from '../../../infra/local/src/instance/portal-build.ts';
import { freePorts, loopback, type Ports } from '../../../infra/local/src/instance/ports.ts';
import { secretsOf, type Secrets } from '../../../infra/local/src/instance/secrets.ts';
import { startInstance, type Instance } from '../../../infra/local/src/instance/start-instance.ts';
import { livekitSettings } from '../../../infra/local/src/parts/livekit.ts';
import { requireHttp, requireTcp } from '../../../infra/local/src/process/health.ts';
import { bringProgram, nginx } from '../../../infra/local/src/setup/debian-program.ts';
import { sum } from '../statistics.ts';
import { startMediaServers, startRedis, type StartedMediaServer } from './media-servers.ts';
import { databaseBytes } from './database-size.ts';
import { guardHome } from './guard.ts';
import { proxyConfig } from './proxy.ts';
import { spawnPart, type Spawned, type ToSpawn } from './spawned.ts';
import { processesOf, type Target } from './target.ts';

const PORTALS = 2;

export async function startCluster(nodes: number, say: (line: string) => void): Promise<Target> {
  const site = await openSite(nodes, say);
  try {
    const media = await startMedia(site);
    await startProxy(site);
    const instance = await startRest(site);
    await startFurtherPortals(site, instance);
    return targetOf(site, { media, instance });
  } catch (error) {
    await site.end();
    throw error;
  }
}

/** What everything at one site shares while it is started. */
type Site = Readonly<{
  home: Home;
  secrets: Secrets;
  place: Place;
  policy: Policy;
  /** Of the proxy, outside and for the API of the media servers; and of Redis. */
  front: number;
  mediaApi: number;
  redisPort: number;
  media: readonly Ports[];
  /** The first one's are those of all that `npm start` runs, too. */
  portals: readonly Ports[];
  env: Readonly<Record<string, string>>;
  running: Spawned[];
  start(part: Omit<ToSpawn, 'cwd' | 'logFile' | 'env' | 'guard'> & Partial<Pick<ToSpawn, 'cwd' | 'env'>>): Promise<Spawned>;
  say(line: string): void;
  end(): Promise<void>;
}>;

async function openSite(nodes: number, say: (line: string) => void): Promise<Site> {
  const home = await openHome(await mkdtemp(join(tmpdir(), 'sabha-loadtest-')));
  const guard = guardHome(home.folder);
  const secrets = await secretsOf(home);
  const place = await placeOf(home);
  const policy = await putPolicy(place.policyFile, { home, signer: secrets.policySigner });
  const [door, ...more] = await Promise.all(Array.from({ length: 1 + nodes + PORTALS }, () => freePorts()));
  if (door === undefined) throw new RangeError('a site without ports');
  const running: Spawned[] = [];
  const env = partBaseEnvironment(process.env);
  return {
    ...{ home, secrets, place, policy, running, env, say },
    front: door.portal,
    mediaApi: door.livekit,
    redisPort: door.database,
    media: more.slice(0, nodes),
    portals: more.slice(nodes),
    async start(part) {
      const spawned = await spawnPart({ cwd: home.folder, env, guard, logFile: join(home.logs, `${part.name}.log`), ...part });
      running.push(spawned);
      say(`  ${part.name} is there`);
      return spawned;
    },
    async end() {
      for (const part of running.toReversed()) await part.stop();
      await guard.release();
    },
  };
}

/** A laptop's policy, but a media server that falls silent is taken for gone as soon as on hosts: here others have to do. */
async function placeOf(home: Home): Promise<Place> {
  const limitsOf = async (name: string) => parseDocument(await readFile(join(checkout, 'infra/residency', name), 'utf8'));
  const [own, hosts] = [await limitsOf('laptop.yaml'), await limitsOf('residency.yaml')];
  const silence = ['limits', 'staleAfter'];
  own.setIn(silence, hosts.getIn(silence));
  const policyFile = join(home.folder, 'policy.yaml');
  await writeFile(policyFile, own.toString());
  return { ...laptop, policyFile };
}

/** By the very file that hosts run, each on ports of its own; all share one Redis. */
async function startMedia(site: Site): Promise<readonly StartedMediaServer[]> {
  const { secrets, place, policy, front, redisPort } = site;
  const host = { ...site, env: process.env };
  const redis = await startRedis(host, redisPort);
  return startMediaServers(host, {
    ports: site.media,
    config(template, ports) {
      const settings = { ...livekitSettings({ ...ports, portal: front }, secrets, place), redis };
      return renderLivekit(template, { policy, siteId: place.siteId, settings });
    },
  });
}

async function startProxy(site: Site): Promise<void> {
  const { home, front, mediaApi, portals, media } = site;
  const file = join(home.folder, 'nginx.conf');
  const behind = { portals: portals.map(({ portal }) => portal), mediaServers: media.map(({ livekit }) => livekit) };
  await writeFile(file, proxyConfig({ port: front, mediaApiPort: mediaApi, folder: home.folder, ...behind }));
  const setUp = { progress: () => undefined, logFile: join(home.logs, 'nginx.log'), signal: new AbortController().signal };
  const command = await bringProgram(nginx, setUp);
  await site.start({ name: 'proxy', command, args: ['-c', file], requireHealthy: () => requireTcp(front) });
}

/** All that `npm start` runs but for the media server, told that something stands in front of it. */
async function startRest({ home, secrets, place, front, mediaApi, redisPort, portals, running, say }: Site): Promise<Instance> {
  const ports = portals[0];
  if (ports === undefined) throw new RangeError('a site without a portal');
  const instance = await startInstance({
    home: home.folder,
    ports,
    place,
    parts: ['database', 'identity', 'mail', 'witness', 'worker', 'portal'],
    logLevel: 'warn',
    told: {
      PUBLIC_URL: `http://localhost:${front}`,
      TRUSTED_PROXIES: loopback,
      LIVEKIT_URL: `ws://localhost:${front}`,
      LIVEKIT_API_URL: `http://${loopback}:${mediaApi}`,
      LIVEKIT_REDIS_URL: `redis://:${encodeURIComponent(secrets.auth)}@${loopback}:${redisPort}`,
      LIVEKIT_LOG_FILE: join(home.logs, 'livekit-1.log'),
    },
    on: (event) => {
      if (event.kind === 'done') say(`  ${event.step} is there`);
    },
  });
  running.push({ name: 'instance', pid: process.pid, signal: () => undefined, stop: () => instance.stop() });
  return instance;
}

/** The same build and the same settings as the first, on a port of its own. */
async function startFurtherPortals(site: Site, instance: Instance): Promise<void> {
  const { home, portals } = site;
  const build = await buildPortal({ home: home.folder, logs: home.logs, signal: new AbortController().signal });
  for (const [at, { portal }] of portals.slice(1).entries()) {
    const own = { NODE_ENV: 'production', BUILD_FOLDER: build.folder, PORT: String(portal) };
    await site.start({
      name: `portal-${at + 2}`,
      command: process.execPath,
      args: ['server.ts'],
      cwd: join(checkout, 'apps/portal'),
      env: { ...site.env, ...instance.env, ...own },
      requireHealthy: () => requireHttp(`http://${loopback}:${portal}/readyz`),
    });
  }
}

function targetOf(
  site: Site,
  { media, instance }: Readonly<{ media: readonly StartedMediaServer[]; instance: Instance }>,
): Target {
  const own = site.running.filter(({ name }) => name !== 'instance').map(({ pid, name }) => [pid, name] as const);
  return {
    origin: instance.env.PUBLIC_URL,
    processes: () => new Map([...processesOf(instance.parts()), ...own]),
    versions: Object.fromEntries(instance.parts().map(({ name, version }) => [name, version])),
    settings: {
      mediaServers: String(media.length),
      portals: String(PORTALS),
      proxy: 'nginx',
      database: 'durable',
      logLevel: 'warn',
    },
    identity: instance.env.OIDC_ISSUER,
    databaseBytes: () => databaseBytes(instance.env.DATABASE_URL),
    killMediaNode: () => endBusiest(media, 'SIGKILL'), // it stays away: the others have to do
    drainMediaNode: () => endBusiest(media, 'SIGTERM'),
    logs: site.home.logs,
    stop: site.end,
  };
}

/** The one with most participants, by its own metrics: to end an idle one would show nothing. */
async function endBusiest(media: readonly StartedMediaServer[], signal: NodeJS.Signals): Promise<string> {
  const counted = await Promise.all(media.map(async (server) => ({ server, people: await participantsOf(server) })));
  const [busiest] = counted.toSorted((one, other) => other.people - one.people);
  busiest?.server.signal(signal);
  return busiest === undefined
    ? 'nobody'
    : `${busiest.server.name} (${busiest.people} of ${sum(counted.map(({ people }) => people))} people)`;
}

/** None of one that has ended before. */
async function participantsOf({ ports }: StartedMediaServer): Promise<number> {
  const text = await fetch(`http://${loopback}:${ports.livekitMetrics}/metrics`).then(
    (answer) => answer.text(),
    () => '',
  );
  return sum([...text.matchAll(/^livekit_participant_total\S* (\S+)$/gm)].map(([, value]) => Number(value)));
}
