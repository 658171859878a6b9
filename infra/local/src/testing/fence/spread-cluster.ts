/**
 * A media server at home and one abroad, which share one Redis, and a visitor in a browser: three namespaces and a link between
 * each two of them, so that every packet from the visitor to the node abroad is counted, whatever it is.
 */
import { writeFileSync } from 'node:fs';
import { join as pathOf } from 'node:path';
import type { Browser } from 'playwright-core';
import { freePorts, loopback } from '../../instance/ports.ts';
import { livekitBinary } from '../../parts/livekit-binary.ts';
import { requireHttp, requireTcp } from '../../process/health.ts';
import { waitUntil } from '../../process/wait-until.ts';
import { chromium, onPath, programPath, redis } from '../../setup/debian-program.ts';
import { join, removeStaleNamespaces, type Side } from './kernel.ts';
import { Namespace } from './namespace.ts';
import { keepOverloaded } from './overload.ts';
import { type Arrived, arrivals, countArrivals } from './tally.ts';
import { launchPlain, type Pass, type Visit, visit } from './visit.ts';

type Where = 'home' | 'abroad';

export type NodeChoice = Readonly<{
  /** As it registers. */
  region: string;
}>;

/** `fenced`: as we render it, so that the portal alone makes rooms. `regionaware`: as LiveKit does it alone. */
export type Selection = 'fenced' | 'regionaware';

export type SpreadNode = Readonly<{
  /** For this process. */
  apiUrl: string;
  /** For the visitor. */
  url: string;
  signal(name: NodeJS.Signals): void;
}>;

/** Links, each of two ends: the visitor's to either node, and the nodes' to each other. */
function linkOf(number: number, [near, far]: readonly [string, string]): readonly [Side, Side] {
  const side = (device: string, at: number): Side => ({
    device,
    four: `10.213.8.${4 * number + at}`,
    six: `fd5a:bbb:0:${number}::${at}`,
    link: `02:00:00:00:0${number}:0${at}`,
  });
  return [side(near, 1), side(far, 2)];
}
const [homeEnd, visitorAtHome] = linkOf(1, ['visitor0', 'home0']);
const [abroadEnd, visitorAbroad] = linkOf(2, ['visitor0', 'abroad0']);
const [queueEnd, abroadAtQueue] = linkOf(3, ['abroad0', 'home0']);

/** The addresses of either node's media. */
export const mediaOf = { home: homeEnd, abroad: abroadEnd } as const;

const key = { apiKey: 'cluster', apiSecret: 'a-secret-of-the-test-cluster-and-of-nobody-else' };

export class SpreadCluster {
  readonly apiKey = key.apiKey;
  readonly apiSecret = key.apiSecret;
  readonly redisUrl: string;
  readonly #queuePort: number;
  readonly #selection: Selection;
  readonly #namespaces: Readonly<Record<Where | 'visitor', Namespace>>;
  readonly #ending: (() => void)[] = [];
  #browser: Browser | undefined;

  /** Needs Redis and Chromium on PATH: `npm test` brings them. */
  static async make(selection: Selection): Promise<SpreadCluster> {
    removeStaleNamespaces();
    const cluster = new SpreadCluster(selection, (await freePorts()).database);
    try {
      await cluster.#connect();
    } catch (error) {
      await cluster.remove();
      throw error;
    }
    return cluster;
  }

  private constructor(selection: Selection, queuePort: number) {
    this.#selection = selection;
    this.#queuePort = queuePort;
    this.redisUrl = `redis://${loopback}:${queuePort}`;
    this.#namespaces = { home: new Namespace('home'), abroad: new Namespace('abroad'), visitor: new Namespace('visitor') };
  }

  async #connect(): Promise<void> {
    const { home, abroad, visitor } = this.#namespaces;
    join({ namespace: home.name, side: homeEnd }, { namespace: visitor.name, side: visitorAtHome });
    join({ namespace: abroad.name, side: abroadEnd }, { namespace: visitor.name, side: visitorAbroad });
    join({ namespace: home.name, side: queueEnd }, { namespace: abroad.name, side: abroadAtQueue });
    visitor.routeBy(homeEnd);
    for (const node of [home, abroad]) countArrivals(node.name, 'visitor0');
    const queue = onPath(redis);
    if (queue === undefined) throw new Error('no redis-server: npm test installs it where it is root');
    const port = this.#queuePort;
    const open = ['--port', String(port), '--bind', loopback, queueEnd.four, '--protected-mode', 'no'];
    home.start(queue, ...open, '--save', '', '--dir', home.folder).stdout?.resume();
    await home.openDoors([port]);
    await waitUntil('redis', () => requireTcp(port), { withinMs: 10_000 });
  }

  /** What has arrived from the visitor. */
  arrivedAt(where: Where): Arrived {
    return arrivals(this.#namespaces[where].name, 'visitor0');
  }

  async start(where: Where, choice: NodeChoice): Promise<SpreadNode> {
    const namespace = this.#namespaces[where];
    const { livekit: api, livekitUdp: media } = await freePorts();
    const fileOf = (name: string) => pathOf(namespace.folder, `${name}-${api}`);
    writeFileSync(fileOf('config'), JSON.stringify(this.#config(where, { ...choice, api, media })), { mode: 0o600 });
    const program = await livekitBinary({ env: process.env, signal: new AbortController().signal, progress: () => undefined });
    const server = namespace.start('sh', '-c', startLine, program, fileOf('config'), fileOf('log'));
    await namespace.openDoors([api]);
    const apiUrl = `http://${loopback}:${api}`;
    await waitUntil(`the media server ${where}`, () => requireHttp(apiUrl), { withinMs: 20_000 });
    return {
      apiUrl,
      url: `ws://${mediaOf[where].four}:${api}`,
      signal: (name) => void server.kill(name),
    };
  }

  /** A page of livekit-client alone at the visitor's. */
  async visit(pass: Pass): Promise<Visit> {
    const program = this.#namespaces.visitor.programInside(programPath(chromium));
    this.#browser ??= await launchPlain(program);
    return visit(this.#browser, pass);
  }

  /** Every node of that region is above whatever limit there is, from now on. */
  async overload(region: string): Promise<void> {
    this.#ending.push(await keepOverloaded(this.redisUrl, region));
  }

  async remove(): Promise<void> {
    for (const end of this.#ending) end();
    await this.#browser?.close();
    for (const namespace of Object.values(this.#namespaces)) namespace.remove();
  }

  #config(where: Where, { region, api, media }: NodeChoice & Readonly<{ api: number; media: number }>) {
    const { four, six } = mediaOf[where];
    const queue = where === 'home' ? loopback : queueEnd.four;
    const regions = [
      { name: 'home', lat: 28.6, lon: 77.2 },
      { name: 'abroad', lat: 50.1, lon: 8.7 },
    ];
    // As its makers mean it: the nearest region, among the nodes that are not overloaded.
    const alone = { kind: 'regionaware', sysload_limit: 50, sort_by: 'random', regions };
    return {
      port: api,
      bind_addresses: [loopback, four],
      region,
      redis: { address: `${queue}:${this.#queuePort}` },
      rtc: {
        udp_port: media,
        tcp_port: 0,
        node_ip: `${four},${six}`,
        use_external_ip: false,
        ips: { includes: [`${four}/32`, `${six}/128`] },
        use_mdns: false,
        stun_servers: [`${four}:9`],
      },
      room: { auto_create: this.#selection === 'regionaware' },
      // Without a region of its own a node does not start with that selector.
      node_selector: this.#selection === 'regionaware' && region !== '' ? alone : { kind: 'any' },
      keys: { [key.apiKey]: key.apiSecret },
      logging: { level: 'info', json: true },
    };
  }
}

/** The program, its configuration, its log. */
const startLine = 'exec "$0" --config "$1" > "$2" 2>&1';
