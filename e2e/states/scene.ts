/** One platform and two people behind a fence, and what may happen to them. */
import { type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { parseDocument } from 'yaml';
import { homeAt } from '../../infra/local/src/instance/home.ts';
import { freePorts, type Ports } from '../../infra/local/src/instance/ports.ts';
import { readRecord } from '../../infra/local/src/instance/record.ts';
import type { InstanceEnvironment } from '../../infra/local/src/instance/environment.ts';
import { relayRange } from '../../infra/local/src/parts/livekit.ts';
import type { PartName } from '../../infra/local/src/parts/part.ts';
import { chromium, programPath } from '../../infra/local/src/setup/debian-program.ts';
import { Fence, within } from '../../infra/local/src/testing/fence/fence.ts';
import { testHomePrefix } from '../../infra/local/src/testing/leftovers.ts';
import { launchBrowser } from '../platform/browser.ts';
import { platformOf } from '../platform/instance.ts';
import type { Platform } from '../platform/platform.ts';
import type { Scheduled } from '../platform/api.ts';
import { type Person, Stage } from '../platform/stage.ts';
import type { Call } from './call.ts';
import type { Way } from './pairs.ts';
import { fencedPlace, trustIn, turnDomain } from './place.ts';

const instanceScript = fileURLToPath(new URL('../../infra/local/src/testing/fence/instance.ts', import.meta.url));

/**
 * What Chromium asks of its maker for itself, and there is no switch to turn off, it asks of a port where nobody listens. Of a
 * visitor's own browser we can promise nothing (docs/residency.md).
 */
const silent = [
  '--component-updater=url-source=http://127.0.0.1:9',
  '--gaia-url=http://127.0.0.1:9',
  '--autofill-server-url=http://127.0.0.1:9',
  '--optimization-guide-service-get-hints-url=https://127.0.0.1:9',
  '--optimization-guide-service-get-models-url=https://127.0.0.1:9',
];

export class Scene {
  readonly fence: Fence;
  readonly ports: Ports;
  /** None before the first has joined. */
  call: Call | undefined;
  readonly #home = mkdtempSync(join(tmpdir(), testHomePrefix));
  #instance: ChildProcess | undefined;
  #platform: Platform | undefined;
  #stage: Stage | undefined;

  static async set(atTheEnd: (clean: () => Promise<void> | void) => void): Promise<Scene> {
    const fence = await Fence.putUp(atTheEnd);
    const scene = new Scene(fence, await freePorts());
    atTheEnd(() => scene.#strike());
    return scene;
  }

  private constructor(fence: Fence, ports: Ports) {
    this.fence = fence;
    this.ports = ports;
  }

  get platform(): Platform {
    return this.#platform ?? notYet();
  }

  get stage(): Stage {
    return this.#stage ?? notYet();
  }

  get people(): readonly Person[] {
    return this.call?.people ?? notYet();
  }

  get meeting(): Scheduled {
    return this.call?.meeting ?? notYet();
  }

  /** Cuts every way of media inside but this one. Between TURN and LiveKit, at the relay's own ports, packets still pass. */
  leaveOnly({ family, by }: Way): void {
    const { first, last } = relayRange(this.ports.livekitTurn);
    const relayed = `${first}-${last}`;
    const [other, loopback] = family === 4 ? ['ip6', '::1'] : ['ip', '127.0.0.0/8'];
    const plain = [
      ...[`udp sport ${relayed}`, `udp dport ${relayed}`, 'tcp sport 443', 'tcp dport 443'].map((way) => `${way} accept`),
      `ip daddr ${within.four} drop`,
      `ip6 daddr ${within.six} drop`,
    ];
    this.fence.cut([`${other} daddr != ${loopback} drop`, ...(by === 'tls' ? plain : [])]);
  }

  leaveAll(): void {
    this.fence.cut([]);
  }

  /** Cuts every way of media, and signalling. */
  leaveNothing(): void {
    const signalling = `tcp dport ${this.ports.livekit} reject with tcp reset`;
    this.fence.cut([signalling, `ip daddr ${within.four} drop`, `ip6 daddr ${within.six} drop`]);
  }

  /** The red control: the media server starts anew, and its configuration names no STUN server any more. */
  async forgetStunServers(): Promise<void> {
    const { livekitConfig } = homeAt(this.#home);
    const config = parseDocument(readFileSync(livekitConfig, 'utf8'));
    if (!config.deleteIn(['rtc', 'stun_servers'])) throw new Error('the configuration named none');
    writeFileSync(livekitConfig, config.toString());
    await this.kill('livekit');
  }

  /** Everything, from an empty folder to a browser that could open a page. */
  async start(): Promise<void> {
    const place = fencedPlace(this.#home);
    // Chromium asks for the name of a TURN server with a dot at its end.
    this.fence.inside.knowHosts([within.four, within.six].map((address) => `${address} ${turnDomain} ${turnDomain}.`));
    const instance = this.fence.inside.run(instanceScript, JSON.stringify({ home: this.#home, ports: this.ports, place }));
    this.#instance = instance;
    this.#platform = platformOf({ env: await environmentOf(instance) }, this.#home);
    const { portal, identity, mailWeb, livekit, database } = this.ports;
    await this.fence.inside.openDoors([portal, identity, mailWeb, livekit, database]);
    this.#stage = new Stage(this.#platform);
    await this.#stage.open(
      launchBrowser({ program: this.fence.inside.programInside(programPath(chromium)), flags: [trustIn(place), ...silent] }),
    );
  }

  /** As by kill -9. Resolves when the runner has brought the part back. */
  async kill(name: PartName): Promise<void> {
    const before = await this.#part(name);
    process.kill(before.process?.pid ?? notYet(), 'SIGKILL');
    const now = async () => {
      const part = await this.#part(name);
      return part.state === 'healthy' && part.process?.pid !== before.process?.pid;
    };
    await expect.poll(now, { timeout: 60_000, interval: 200, message: `${name} is back` }).toBe(true);
  }

  async #part(name: PartName) {
    const record = await readRecord(homeAt(this.#home));
    return record?.parts.find((part) => part.name === name) ?? notYet();
  }

  async #strike(): Promise<void> {
    await this.#stage?.close();
    const instance = this.#instance;
    if (instance !== undefined && instance.exitCode === null) {
      const ended = new Promise((resolve) => instance.once('exit', resolve));
      instance.stdin?.end();
      await ended;
    }
    rmSync(this.#home, { recursive: true, force: true });
  }
}

function notYet(): never {
  throw new Error('the platform has not been started yet');
}

/** The line in which the instance says that it is there. */
function environmentOf(instance: ChildProcess): Promise<InstanceEnvironment> {
  let heard = '';
  return new Promise((resolve, reject) => {
    instance.stdout?.on('data', (text: string) => {
      heard += text;
      if (heard.includes('\n')) resolve(JSON.parse(heard) as InstanceEnvironment);
    });
    instance.once('exit', (code) => reject(new Error(`the fenced platform ended with ${code}, having said "${heard}"`)));
  });
}
