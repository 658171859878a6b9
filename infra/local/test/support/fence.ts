import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { waitUntil } from '../../src/process/wait-until.ts';

const sinkScript = fileURLToPath(new URL('../network/sink.ts', import.meta.url));
type Side = Readonly<{ device: string; four: string; six: string; link: string }>;
const inside: Side = { device: 'in0', four: '10.213.7.1', six: 'fd5a:bba::1', link: '02:00:00:00:00:01' };
const sink: Side = { device: 'out0', four: '10.213.7.2', six: 'fd5a:bba::2', link: '02:00:00:00:00:02' };

/** Why such a fence cannot be put up here, for the test to say when it is skipped. */
export function whyNoFence(): string | undefined {
  if (process.platform !== 'linux') return 'network namespaces need Linux';
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  try {
    const probe = `sabha-probe-${process.pid}`;
    ip('netns', 'add', probe);
    ip('netns', 'del', probe);
    return undefined;
  } catch (error) {
    return `no network namespace can be made here (${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)})`;
  }
}

/** Packets that left the fence, by the kernel's counters, and the names that were asked for. */
export type Escapes = Readonly<{ ipv4: number; ipv6: number; names: readonly string[] }>;

/**
 * A network of two: whatever runs inside has loopback, and one neighbour who is its gateway, its name server and
 * everybody else. Nothing of it touches the machine's own network.
 */
export class Fence {
  readonly #inside = `sabha-in-${process.pid}`;
  readonly #outside = `sabha-out-${process.pid}`;
  #sink: ChildProcess | undefined;
  #before = { ipv4: 0, ipv6: 0 };
  #said = '';

  static async putUp(): Promise<Fence> {
    const fence = new Fence();
    onTestFinished(() => fence.#takeDown());
    fence.#connect();
    await fence.#untilQuiet();
    await fence.#startSink();
    fence.#before = { ipv4: fence.#received4(), ipv6: fence.#received6() };
    return fence;
  }

  /** The words that go before a command to run it inside. */
  get through(): readonly string[] {
    return ['ip', 'netns', 'exec', this.#inside];
  }

  escapes(): Escapes {
    const names = [...this.#said.matchAll(/^asked (.*)$/gm)].map(([, name = '']) => name);
    return { ipv4: this.#received4() - this.#before.ipv4, ipv6: this.#received6() - this.#before.ipv6, names };
  }

  #connect(): void {
    for (const name of [this.#inside, this.#outside]) ip('netns', 'add', name);
    const near = ['link', 'add', inside.device, 'address', inside.link, 'netns', this.#inside];
    ip(...near, 'type', 'veth', 'peer', 'name', sink.device, 'address', sink.link, 'netns', this.#outside);
    prepareSide(this.#inside, inside, sink);
    prepareSide(this.#outside, sink, inside);
    ip('-n', this.#inside, 'route', 'add', 'default', 'via', sink.four);
    ip('-n', this.#inside, '-6', 'route', 'add', 'default', 'via', sink.six);
    mkdirSync(`/etc/netns/${this.#inside}`, { recursive: true });
    writeFileSync(`/etc/netns/${this.#inside}/resolv.conf`, `nameserver ${sink.four}\n`);
  }

  /**
   * A kernel that comes up reports its multicast groups. Where the other side knows no multicast yet, its kernel counts the
   * report like anybody's packet: only from then on is the difference of its counters what it should be.
   */
  async #untilQuiet(): Promise<void> {
    await waitUntil(
      'multicast at the neighbour’s',
      () => {
        const routes = execFileSync('ip', ['-n', this.#outside, '-6', 'route', 'show', 'table', 'local'], { encoding: 'utf8' });
        if (!routes.includes(`ff00::/8 dev ${sink.device}`)) throw new Error(`there is no route:\n${routes}`);
      },
      { withinMs: 10_000 },
    );
  }

  async #startSink(): Promise<void> {
    const words = ['netns', 'exec', this.#outside, process.execPath, sinkScript, sink.four];
    this.#sink = spawn('ip', words, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#sink.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#said += text));
    await waitUntil(
      'the sink',
      () => {
        if (!this.#said.includes('ready')) throw new Error('is not listening');
      },
      { withinMs: 10_000 },
    );
  }

  /** Every IPv4 packet that arrived at the neighbour's, whoever it was meant for. Only the sink speaks from there. */
  #received4(): number {
    const [names = '', values = ''] = this.#kernelFile('snmp')
      .split('\n')
      .filter((line) => line.startsWith('Ip:'));
    return Number(values.split(' ')[names.split(' ').indexOf('InReceives')]);
  }

  /** Likewise, less what the kernel itself tells its neighbourhood by multicast. */
  #received6(): number {
    const lines = this.#kernelFile('snmp6').split('\n');
    const of = (name: string) =>
      Number(lines.find((line) => line.startsWith(`${name} `) || line.startsWith(`${name}\t`))?.split(/\s+/)[1]);
    return of('Ip6InReceives') - of('Ip6InMcastPkts');
  }

  #kernelFile(name: string): string {
    return execFileSync('ip', ['netns', 'exec', this.#outside, 'cat', `/proc/net/${name}`], { encoding: 'utf8' });
  }

  #takeDown(): void {
    this.#sink?.kill('SIGKILL');
    for (const name of [this.#inside, this.#outside]) {
      try {
        ip('netns', 'del', name);
      } catch {
        continue; // it was never made
      }
    }
    rmSync(`/etc/netns/${this.#inside}`, { recursive: true, force: true });
  }
}

/** The neighbour is told, not looked for, and the kernel asks about no routers: its own questions would be counted. */
function prepareSide(namespace: string, own: Side, other: Side): void {
  for (const setting of ['accept_ra=0', 'router_solicitations=0', 'dad_transmits=0', 'addr_gen_mode=1']) {
    ip('netns', 'exec', namespace, 'sysctl', '-qw', `net.ipv6.conf.${own.device}.${setting}`);
  }
  ip('-n', namespace, 'link', 'set', 'lo', 'up');
  ip('-n', namespace, 'link', 'set', own.device, 'up');
  ip('-n', namespace, 'addr', 'add', `${own.four}/30`, 'dev', own.device);
  ip('-n', namespace, '-6', 'addr', 'add', `${own.six}/126`, 'dev', own.device, 'nodad');
  ip('-n', namespace, '-6', 'neigh', 'replace', other.six, 'lladdr', other.link, 'dev', own.device, 'nud', 'permanent');
}

function ip(...words: readonly string[]): void {
  execFileSync('ip', words, { stdio: ['ignore', 'ignore', 'pipe'] });
}
