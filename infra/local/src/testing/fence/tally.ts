/** The kernel's count of what arrives at the end of a link, and of whom it was meant for. */
import { inside, nft } from './kernel.ts';

export type Arrived = Readonly<{
  ipv4: number;
  ipv6: number;
  /** Whom it was for, as `udp 192.0.2.1 9` or, without a port, `icmp 192.0.2.1`, each once. */
  ends: readonly string[];
}>;

/** What the kernels of two neighbours tell each other of themselves; what they then send to a group is counted. */
const NEIGHBOURLY = [
  'ip protocol igmp return',
  'icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-solicit } return',
  'icmpv6 type { mld-listener-report, mld2-listener-report, mld-listener-done } return',
];

/** Counts from now on, at the device, whatever arrives there and whoever it is meant for. What was counted before is forgotten. */
export function countArrivals(namespace: string, device: string): void {
  const families = [4, 6].map((version) => ({ name: `ipv${version}`, daddr: version === 4 ? 'ip daddr' : 'ip6 daddr' }));
  const lines = families.flatMap(({ name, daddr }) => [
    `counter ${name} {}`,
    `set ports_${name} { typeof ${daddr} . meta l4proto . th dport; flags dynamic; size 4096; }`,
    `set hosts_${name} { typeof ${daddr} . meta l4proto; flags dynamic; size 4096; }`,
  ]);
  const rules = families.flatMap(({ name, daddr }) => [
    `meta nfproto ${name} counter name ${name}`,
    `meta nfproto ${name} meta l4proto { tcp, udp } add @ports_${name} { ${daddr} . meta l4proto . th dport } return`,
    `meta nfproto ${name} add @hosts_${name} { ${daddr} . meta l4proto }`,
  ]);
  const chain = [
    'type filter hook prerouting priority raw; policy accept;',
    `iifname != "${device}" return`,
    ...NEIGHBOURLY,
    ...rules,
  ];
  const anew = [`table inet ${tableOf(device)} {}`, `delete table inet ${tableOf(device)}`, `table inet ${tableOf(device)} {`];
  nft(namespace, [...anew, ...lines, 'chain arriving {', ...chain, '}', '}', ''].join('\n'));
}

/** Since `countArrivals`. */
export function arrivals(namespace: string, device: string): Arrived {
  const { nftables } = JSON.parse(inside(namespace, 'nft', '-j', 'list', 'table', 'inet', tableOf(device))) as Listing;
  const counted = (name: string) => nftables.find(({ counter }) => counter?.name === name)?.counter?.packets;
  const [ipv4, ipv6] = [counted('ipv4'), counted('ipv6')];
  if (ipv4 === undefined || ipv6 === undefined) throw new Error(`nothing is counted in ${namespace}`);
  const ends = nftables
    .flatMap(({ set }) => set?.elem ?? [])
    .map(({ concat: [address, ...way] }) => [way[0], address, ...way.slice(1)].join(' '));
  return { ipv4, ipv6, ends: ends.sort() };
}

const tableOf = (device: string): string => `arrivals_${device}`;

type Listing = Readonly<{
  nftables: readonly Readonly<{
    counter?: Readonly<{ name: string; packets: number }>;
    set?: Readonly<{ elem?: readonly Readonly<{ concat: readonly (string | number)[] }>[] }>;
  }>[];
}>;
