/**
 * The rules of a host at del1 in a real kernel: three network namespaces (a container, the host, everybody else), real datagrams,
 * counted where they arrive. Nothing of it touches the machine's own network.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { referencePolicy } from '../testing/reference-policy.ts';
import { renderNftables } from './nftables.ts';

const host = `sabha-nft-host-${process.pid}`;
const world = `sabha-nft-world-${process.pid}`;
const container = `sabha-nft-pod-${process.pid}`;
const datagrams = join(import.meta.dirname, '../testing/datagrams.ts');

const run = (command: string, words: readonly string[], input?: string) =>
  execFileSync(command, words, { encoding: 'utf8', stdio: 'pipe', timeout: 20_000, ...(input === undefined ? {} : { input }) });
const ip = (...words: readonly string[]) => run('ip', words);
const inside = (namespace: string, ...words: readonly string[]) => ip('netns', 'exec', namespace, ...words);
const load = (namespace: string, rules: string) => run('ip', ['netns', 'exec', namespace, 'nft', '-f', '-'], rules);

function whyNot(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'needs Linux and root';
  try {
    const probe = `sabha-nft-probe-${process.pid}`;
    ip('netns', 'add', probe);
    try {
      inside(probe, 'nft', 'list', 'ruleset');
    } finally {
      ip('netns', 'del', probe);
    }
    return undefined;
  } catch (error) {
    return `no namespace with nftables can be had here (${error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''})`;
  }
}
const why = whyNot();
vi.setConfig({ testTimeout: 60_000 });

/** What is sent from the host, and whether the policy has a place and a reason for it. */
const letters: readonly (readonly [what: string, to: string, passes: boolean])[] = [
  ['a resolver of the policy', '198.51.100.7|53', true],
  ['a resolver of the policy, IPv6', '2001:db8:200::7|53', true],
  ['a clock of NIC', '192.0.2.200|123', true],
  ['a clock of NPL, IPv6', '2001:db8:f02::7|123', true],
  ["somebody else's resolver", '9.9.9.9|53', false],
  ["somebody else's resolver, IPv6", '2620:fe::fe|53', false],
  ["somebody else's clock", '162.159.200.1|123', false],
  ["somebody else's STUN server", '74.125.250.129|19302', false],
  ["somebody else's STUN server, IPv6", '2001:4860:4864:5:8000::1|19302', false],
  ['the address after a network of the policy', '198.51.100.64|53', false],
  ['a site of the policy, for no reason', '198.51.100.7|9999', false],
  ['a clock of NIC, for no reason', '192.0.2.200|53', false],
  ['a site of the policy that is no clock', '198.51.100.7|123', false],
];

/** Counts what arrives in the world, per letter. */
function countersFor(): string {
  const rules = letters.map(([, to], at) => {
    const [address = '', port = ''] = to.split('|');
    return `${address.includes(':') ? 'ip6' : 'ip'} daddr ${address} udp dport ${port} counter name l${at}`;
  });
  return [
    'table inet seen {',
    ...letters.map((_, at) => `counter l${at} {}`),
    'chain arriving { type filter hook prerouting priority -300; policy accept;',
    ...rules,
    '}',
    '}',
    '',
  ].join('\n');
}

type Counters = Readonly<{ nftables: readonly Readonly<{ counter?: { name: string; packets: number } }>[] }>;
function counted(namespace: string): Readonly<Record<string, number>> {
  const { nftables } = JSON.parse(inside(namespace, 'nft', '-j', 'list', 'counters')) as Counters;
  return Object.fromEntries(nftables.flatMap(({ counter }) => (counter ? [[counter.name, counter.packets]] : [])));
}

function arrived(): readonly string[] {
  const seen = counted(world);
  return letters.filter((_, at) => (seen[`l${at}`] ?? 0) > 0).map(([what]) => what);
}

/** From a namespace with no rules yet or with them; answers how many the rules refused. */
function sendAll(namespace: string): void {
  inside(world, 'nft', 'reset', 'counters');
  inside(namespace, process.execPath, datagrams, 'send', ...letters.map(([, to]) => to));
}

function wire(near: string, far: string, names: readonly [string, string]): void {
  ip('link', 'add', names[0], 'netns', near, 'type', 'veth', 'peer', 'name', names[1], 'netns', far);
  for (const [namespace, name] of [[near, names[0]], [far, names[1]]] as const) ip('-n', namespace, 'link', 'set', name, 'up'); // prettier-ignore
}
const address = (namespace: string, name: string, ...all: readonly string[]) => {
  for (const one of all) ip('-n', namespace, 'addr', 'add', one, 'dev', name, ...(one.includes(':') ? ['nodad'] : []));
};
const route = (namespace: string, ...vias: readonly string[]) => {
  for (const via of vias) ip('-n', namespace, 'route', 'add', 'default', 'via', ...via.split(' '));
};

describe.skipIf(why !== undefined)(`the rules in a kernel${why === undefined ? '' : ` (skipped: ${why})`}`, () => {
  let echo: ChildProcess | undefined;

  beforeAll(async () => {
    for (const name of [host, world, container]) {
      ip('netns', 'add', name);
      ip('-n', name, 'link', 'set', 'lo', 'up');
      for (const family of ['ipv4.ip_forward', 'ipv6.conf.all.forwarding']) inside(name, 'sysctl', '-qw', `net.${family}=1`);
    }
    wire(host, world, ['uplink', 'world0']);
    wire(host, container, ['bridge0', 'eth0']);
    address(host, 'uplink', '192.0.2.7/32', '2001:db8:100::7/128', '169.254.0.1/30', 'fd00::1/64');
    address(host, 'bridge0', '10.9.0.1/24', 'fd09::1/64');
    address(container, 'eth0', '10.9.0.2/24', 'fd09::2/64');
    address(world, 'world0', '169.254.0.2/30', 'fd00::2/64');
    address(world, 'lo', ...letters.map(([, to]) => to.split('|')[0] ?? '').filter((one, at, all) => all.indexOf(one) === at).map((one) => `${one}/${one.includes(':') ? 128 : 32}`), '203.0.113.200/32', '2001:db8:900::1/128'); // prettier-ignore
    // A server has one address that counts: an answer from another one would be no answer.
    route(host, '169.254.0.2 src 192.0.2.7', 'fd00::2 src 2001:db8:100::7');
    route(container, '10.9.0.1', 'fd09::1');
    route(world, '169.254.0.1', 'fd00::1');
    load(world, countersFor());
    echo = spawn('ip', ['netns', 'exec', host, process.execPath, datagrams, 'echo', '7882'], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise<void>((resolve) => echo?.stdout?.once('data', () => resolve()));
  }, 60_000); // prettier-ignore

  afterAll(() => {
    echo?.kill('SIGKILL');
    for (const name of [host, world, container]) ip('netns', 'del', name);
  });

  const rules = (bridges: readonly string[] = []) =>
    renderNftables(referencePolicy(), { siteId: 'del1', runs: ['media', 'turn'], bridges });
  const passing = letters.filter(([, , passes]) => passes).map(([what]) => what);
  const refusedCount = letters.length - passing.length;

  test('without them, everything leaves (so what is counted below means something)', async () => {
    sendAll(host);
    await vi.waitFor(() => expect(arrived()).toEqual(letters.map(([what]) => what)), { timeout: 5000 });
  });

  test('a host sends to the places and for the reasons of the policy, by both families, and to nobody else', async () => {
    load(host, rules());
    sendAll(host);
    await vi.waitFor(() => expect(arrived()).toEqual(passing), { timeout: 5000 });
    // Each was refused at once, none is still on its way.
    expect(counted(host)['refused']).toBe(refusedCount);
    expect(arrived()).toEqual(passing);
  });

  test('a container of that host likewise', async () => {
    load(host, rules());
    sendAll(container);
    await vi.waitFor(() => expect(counted(host)['refused']).toBe(refusedCount), { timeout: 5000 });
    await vi.waitFor(() => expect(arrived()).toEqual(passing), { timeout: 5000 });
  });

  test.each([
    ['IPv4', '203.0.113.200', '192.0.2.7|7882'],
    ['IPv6', '2001:db8:900::1', '2001:db8:100::7|7882'],
  ])('a participant abroad who asks is answered, %s', (_, from, to) => {
    load(host, rules());
    expect(inside(world, process.execPath, datagrams, 'ask', from, to)).toBe('answered');
    expect(counted(host)['refused']).toBe(0);
  });

  test('what comes for a container is let in through a bridge that was named, and through no other', async () => {
    const ask = () => inside(world, process.execPath, datagrams, 'send', '10.9.0.2|9000');
    load(container, 'table inet seen { counter came {}; chain in { type filter hook input priority 0; udp dport 9000 counter name came; }; }'); // prettier-ignore
    load(host, rules());
    ask();
    await vi.waitFor(() => expect(counted(host)['refused']).toBe(1), { timeout: 5000 });
    expect(counted(container)['came']).toBe(0);
    load(host, rules(['bridge0']));
    ask();
    await vi.waitFor(() => expect(counted(container)['came']).toBe(1), { timeout: 5000 });
  });

  test('they replace themselves and touch no table of others', () => {
    load(host, 'table inet others { counter kept {}; }');
    load(host, rules());
    load(host, rules());
    const tables = inside(host, 'nft', 'list', 'tables').trim().split('\n');
    expect(tables.toSorted()).toEqual(['table inet others', 'table inet sabha_residency']);
  });

  test.each(Object.keys(referencePolicy().sites))('those of %s are accepted', (siteId) => {
    const all = renderNftables(referencePolicy(), { siteId, runs: ['portal', 'consoles'], bridges: ['docker0', 'br-sabha'] });
    expect(run('ip', ['netns', 'exec', host, 'nft', '--check', '-f', '-'], all)).toBe('');
  });
});
