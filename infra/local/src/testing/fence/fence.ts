/**
 * A network of two: whatever runs inside has loopback, and one neighbour who is its gateway, its name server and everybody
 * else. Nothing of it touches the machine's own network.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join as pathOf } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { waitUntil } from '../../process/wait-until.ts';
import { testHomePrefix } from '../leftovers.ts';
import { ip, join, namespaceName, nft, removeNamespace, removeStaleNamespaces, type Side } from './kernel.ts';
import { passTo } from './pass.ts';
import { type Arrived, arrivals, countArrivals } from './tally.ts';

const scriptAt = (name: string) => fileURLToPath(new URL(name, import.meta.url));
/** The addresses of whoever is inside, beside loopback. */
export const within: Side = { device: 'in0', four: '10.213.7.1', six: 'fd5a:bba::1', link: '02:00:00:00:00:01' };
const beyond: Side = { device: 'out0', four: '10.213.7.2', six: 'fd5a:bba::2', link: '02:00:00:00:00:02' };

/** Packets that left the fence, by the kernel's counters, and the names that were asked for, each once. */
export type Escapes = Arrived & Readonly<{ names: readonly string[] }>;
export const nothing: Escapes = { ipv4: 0, ipv6: 0, ends: [], names: [] };

type AtTheEnd = (clean: () => void) => void;

export class Fence {
  readonly #inside = namespaceName('in');
  readonly #outside = namespaceName('out');
  readonly #folder = mkdtempSync(pathOf(tmpdir(), testHomePrefix));
  readonly #children: ChildProcess[] = [];
  readonly #doors: Server[] = [];
  #asked = '';

  static async putUp(atTheEnd: AtTheEnd = onTestFinished): Promise<Fence> {
    removeStaleNamespaces();
    const fence = new Fence();
    atTheEnd(() => fence.#takeDown());
    fence.#connect();
    countArrivals(fence.#outside, beyond.device);
    await fence.#startSink();
    return fence;
  }

  /** The words that go before a command to run it inside. */
  get through(): readonly string[] {
    return ['ip', 'netns', 'exec', this.#inside];
  }

  /** A program like that one which runs inside, for those who take a program and no words before it. */
  programInside(program: string): string {
    const script = pathOf(this.#folder, 'inside.sh');
    writeFileSync(script, `#!/bin/sh\nexec ${this.through.join(' ')} ${program} "$@"\n`, { mode: 0o700 });
    return script;
  }

  /** Who must not be asked for by DNS: lines as in a hosts file. */
  knowHosts(lines: readonly string[]): void {
    writeFileSync(`/etc/netns/${this.#inside}/hosts`, ['127.0.0.1 localhost', '::1 localhost', ...lines, ''].join('\n'));
  }

  /** Starts a Node script inside, which is told by the end of its input when the test has gone. */
  run(script: string, ...args: readonly string[]): ChildProcess {
    return this.#spawn(this.#inside, script, args);
  }

  /** Makes TCP ports of loopback inside reachable at the same ports outside, for this test and not for those inside. */
  async openDoors(ports: readonly number[]): Promise<void> {
    const relay = this.run(scriptAt('relay.ts'), this.#folder, ...ports.map(String));
    await said(relay, 'the doors');
    for (const port of ports) {
      const door = createServer((from) => passTo(from, { path: pathOf(this.#folder, String(port)) }));
      this.#doors.push(door);
      await new Promise<void>((resolve, reject) => door.once('error', reject).listen(port, '127.0.0.1', resolve));
    }
  }

  /**
   * Keeps packets from each other that stay inside: rules of nftables, for a chain of what arrives by loopback. What leaves is
   * not touched, for it is to be counted. None: all of them pass again.
   */
  cut(rules: readonly string[]): void {
    const chain = ['type filter hook input priority 0; policy accept;', 'iifname != "lo" accept', ...rules];
    nft(this.#inside, ['table inet cut {}', 'delete table inet cut', 'table inet cut {', 'chain arriving {', ...chain, '}', '}', ''].join('\n'));
  }

  escapes(): Escapes {
    const names = [...this.#asked.matchAll(/^asked (.*)$/gm)].map(([, name = '']) => name);
    return { ...arrivals(this.#outside), names: [...new Set(names)].sort() };
  }

  /** Of packets that are counted already and names that were asked for, no more is said. */
  forget(): void {
    nft(this.#outside, 'delete table inet arrivals\n');
    countArrivals(this.#outside, beyond.device);
    this.#asked = '';
  }

  #connect(): void {
    for (const name of [this.#inside, this.#outside]) ip('netns', 'add', name);
    join({ namespace: this.#inside, side: within }, { namespace: this.#outside, side: beyond });
    ip('-n', this.#inside, 'route', 'add', 'default', 'via', beyond.four);
    ip('-n', this.#inside, '-6', 'route', 'add', 'default', 'via', beyond.six);
    mkdirSync(`/etc/netns/${this.#inside}`, { recursive: true });
    writeFileSync(`/etc/netns/${this.#inside}/resolv.conf`, `nameserver ${beyond.four}\nnameserver ${beyond.six}\n`);
    this.knowHosts([]);
  }

  async #startSink(): Promise<void> {
    const sink = this.#spawn(this.#outside, scriptAt('sink.ts'), [beyond.four, beyond.six]);
    sink.stdout?.on('data', (text: string) => (this.#asked += text));
    await said(sink, 'the sink');
  }

  #spawn(namespace: string, script: string, args: readonly string[]): ChildProcess {
    const words = ['netns', 'exec', namespace, process.execPath, script, ...args];
    const child = spawn('ip', words, { stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdout.setEncoding('utf8');
    this.#children.push(child);
    return child;
  }

  #takeDown(): void {
    for (const door of this.#doors) door.close();
    for (const child of this.#children) child.kill('SIGKILL');
    for (const name of [this.#inside, this.#outside]) removeNamespace(name);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function said(child: ChildProcess, what: string): Promise<void> {
  let heard = '';
  child.stdout?.on('data', (text: string) => (heard += text));
  await waitUntil(
    what,
    () => {
      if (!heard.includes('ready')) throw new Error(`${child.exitCode === null ? '' : `ended with ${child.exitCode}, `}having said "${heard}"`);
    },
    { withinMs: 10_000 },
  );
}
