/**
 * Who speaks to whom, and why: the only connections that a host or pod of ours may open. Whatever is not here has no reason to
 * leave. Sound and picture are not here either: participants open those connections, and answers to them may leave; what
 * LiveKit's own TURN relays stays on its host.
 */
import { networksWith } from '@sabha/domain/residency/place';
import { isIpv6 } from '@sabha/domain/residency/network';
import { functions, type Policy, type SiteFunction } from '@sabha/domain/residency/policy';

export type Flow = Readonly<{
  from: readonly SiteFunction[];
  to: SiteFunction;
  protocol: 'tcp' | 'udp';
  ports: readonly number[];
  why: string;
}>;

/** What is ours to run; mail, identity and time are services of others, from which nothing of ours starts. */
const ours = functions.filter((name) => name !== 'mail' && name !== 'identity' && name !== 'time');
const administered = ours.filter((name) => name !== 'consoles');

const flows: readonly Flow[] = [
  { from: ours, to: 'dns', protocol: 'udp', ports: [53], why: "names, from the policy's own resolvers" },
  { from: ours, to: 'dns', protocol: 'tcp', ports: [53, 853], why: 'the same, when the answer is long or the way encrypted' },
  { from: ours, to: 'time', protocol: 'udp', ports: [123], why: 'the time, from NIC and NPL (CERT-In, 28 April 2022)' },
  { from: ours, to: 'logs', protocol: 'tcp', ports: [443, 6514], why: 'log lines and their copies (RFC 5425, or HTTPS)' },
  { from: ['portal', 'database'], to: 'database', protocol: 'tcp', ports: [5432], why: 'rows, and their replication' },
  { from: ['portal', 'media'], to: 'queue', protocol: 'tcp', ports: [6379], why: 'which room is on which node' },
  { from: ['portal'], to: 'media', protocol: 'tcp', ports: [443, 7880], why: 'rooms made and ended, people removed' },
  { from: ['media'], to: 'portal', protocol: 'tcp', ports: [443], why: 'webhooks: who came and left' },
  { from: ['portal', 'media', 'objects'], to: 'objects', protocol: 'tcp', ports: [443], why: 'recordings and their copies' },
  {
    from: ['database', 'objects', 'logs'],
    to: 'backups',
    protocol: 'tcp',
    ports: [443],
    why: 'backups, encrypted before they leave',
  },
  { from: ['portal'], to: 'mail', protocol: 'tcp', ports: [465, 587], why: 'invitations, over TLS' },
  { from: ['portal'], to: 'identity', protocol: 'tcp', ports: [443], why: 'sign-in' },
  ...administered.map((to): Flow => ({
    from: ['consoles'],
    to,
    protocol: 'tcp',
    ports: [22],
    why: 'administration, from the jump hosts alone',
  })),
];

/** What may leave a host or pod that runs these, to where something is; in the order of functions. */
export function flowsFrom(policy: Policy, runs: readonly SiteFunction[]): readonly Flow[] {
  return functions
    .flatMap((to) => flows.filter((flow) => flow.to === to))
    .filter(({ from, to }) => from.some((name) => runs.includes(name)) && networksWith(policy, to).length > 0);
}

export function networksByFamily(policy: Policy, name: SiteFunction) {
  const all = networksWith(policy, name);
  return { four: all.filter((network) => !isIpv6(network)), six: all.filter(isIpv6) };
}
