/**
 * A network of two: whatever runs inside has loopback, and one neighbour who is its gateway, its name server and everybody
 * else.
 */
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { join, nft, removeStaleNamespaces, type Side } from './kernel.ts';
import { Namespace, ready } from './namespace.ts';
import { type Arrived, arrivals, countArrivals } from './tally.ts';

const sinkScript = fileURLToPath(new URL('sink.ts', import.meta.url));
/** The addresses of whoever is inside, beside loopback. */
export const within: Side = { device: 'in0', four: '10.213.7.1', six: 'fd5a:bba::1', link: '02:00:00:00:00:01' };
const beyond: Side = { device: 'out0', four: '10.213.7.2', six: 'fd5a:bba::2', link: '02:00:00:00:00:02' };

/** Packets that left the fence, by the kernel's counters, and the names that were asked for, each once. */
export type Escapes = Arrived & Readonly<{ names: readonly string[] }>;
export const nothing: Escapes = { ipv4: 0, ipv6: 0, ends: [], names: [] };

type AtTheEnd = (clean: () => void) => void;

export class Fence {
  readonly inside: Namespace;
  readonly #outside: Namespace;
  #asked = '';

  static async putUp(atTheEnd: AtTheEnd = onTestFinished): Promise<Fence> {
    removeStaleNamespaces();
    const inside = new Namespace('in');
    atTheEnd(() => inside.remove());
    const outside = new Namespace('out');
    atTheEnd(() => outside.remove());
    join({ namespace: inside.name, side: within }, { namespace: outside.name, side: beyond });
    inside.routeBy(beyond);
    inside.askNameServers([beyond.four, beyond.six]);
    countArrivals(outside.name, beyond.device);
    const fence = new Fence(inside, outside);
    await fence.#startSink();
    return fence;
  }

  private constructor(inside: Namespace, outside: Namespace) {
    this.inside = inside;
    this.#outside = outside;
  }

  /** The words that go before a command to run it inside. */
  get through(): readonly string[] {
    return this.inside.through;
  }

  /**
   * Keeps packets from each other that stay inside: rules of nftables, for a chain of what arrives by loopback. What leaves is
   * not touched, for it is to be counted. None: all of them pass again.
   */
  cut(rules: readonly string[]): void {
    const chain = ['type filter hook input priority 0; policy accept;', 'iifname != "lo" accept', ...rules];
    const anew = ['table inet cut {}', 'delete table inet cut', 'table inet cut {'];
    nft(this.inside.name, [...anew, 'chain arriving {', ...chain, '}', '}', ''].join('\n'));
  }

  escapes(): Escapes {
    const names = [...this.#asked.matchAll(/^asked (.*)$/gm)].map(([, name = '']) => name);
    return { ...arrivals(this.#outside.name, beyond.device), names: [...new Set(names)].sort() };
  }

  /** Of packets that are counted already and names that were asked for, no more is said. */
  forget(): void {
    countArrivals(this.#outside.name, beyond.device);
    this.#asked = '';
  }

  async #startSink(): Promise<void> {
    const sink = this.#outside.run(sinkScript, beyond.four, beyond.six);
    sink.stdout?.on('data', (text: string) => (this.#asked += text));
    await ready(sink, 'the sink');
  }
}
