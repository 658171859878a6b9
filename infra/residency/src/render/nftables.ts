/** Rules for the Linux packet filter of one host: nothing leaves it but what the policy has a place and a reason for. */
import type { Policy, SiteFunction } from '@sabha/domain/residency/policy';
import { type Flow, flowsFrom, networksByFamily } from './flows.ts';
import { heading, requireSite } from './site-runs.ts';

export type Host = Readonly<{
  siteId: string;
  runs: readonly SiteFunction[];
  /** Bridges of containers on this host: what goes there does not leave it. */
  bridges: readonly string[];
}>;

/** A script for `nft -f`: it replaces its own table in one step and touches no other. */
export function renderNftables(policy: Policy, { siteId, runs, bridges }: Host): string {
  const site = requireSite(policy, siteId);
  const flows = flowsFrom(policy, runs);
  const targets = [...new Set(flows.map(({ to }) => to))];
  const title = heading(policy, `What may leave a host at ${siteId} (${site.city}) that runs ${runs.join(', ') || 'nothing'}.`);
  return `${[
    '#!/usr/sbin/nft -f',
    ...comments('', ...title, ...reasons),
    'table inet sabha_residency',
    'delete table inet sabha_residency',
    '',
    'table inet sabha_residency {',
    ...targets.flatMap((name) => setsOf(policy, name)),
    '  counter refused {}',
    '',
    '  chain permitted {',
    ...flows.flatMap((flow) => [...comments('    ', `${flow.to}: ${flow.why}`), ...rulesOf(policy, flow)]),
    '  }',
    '',
    ...common,
    ...chain('output', []),
    '',
    ...comments('  ', 'Containers leave through here, not through output.'),
    ...chain('forward', bridges),
    '}',
  ].join('\n')}\n`;
}

const reasons = [
  '',
  'Sound and picture need no rule: a participant asks first, and answers may leave. So no host of ours ever opens a connection',
  'to anybody who has not asked, and a media server that looks for one (STUN at boot, a foreign backup) finds nobody.',
  'Addresses are set by hand: no DHCP, no router advertisements are asked for. Updates come from a host of the policy or by hand.',
  'What is refused is counted (nft list counter inet sabha_residency refused) and logged: anything but 0 is an alarm.',
];

function comments(indent: string, ...lines: readonly string[]): readonly string[] {
  return lines.map((line) => `${indent}# ${line}`.trimEnd());
}

function setsOf(policy: Policy, name: SiteFunction): readonly string[] {
  const { four, six } = networksByFamily(policy, name);
  return [...setOf(`${name}4`, 'ipv4_addr', four), ...setOf(`${name}6`, 'ipv6_addr', six)];
}

function setOf(name: string, type: string, networks: readonly string[]): readonly string[] {
  if (networks.length === 0) return [];
  return [`  set ${name} {`, `    type ${type}`, '    flags interval', `    elements = { ${networks.join(', ')} }`, '  }'];
}

function rulesOf(policy: Policy, { to, protocol, ports }: Flow): readonly string[] {
  const { four, six } = networksByFamily(policy, to);
  const what = `${protocol} dport { ${ports.join(', ')} } accept`;
  return [
    ...(four.length > 0 ? [`    ip daddr @${to}4 ${what}`] : []),
    ...(six.length > 0 ? [`    ip6 daddr @${to}6 ${what}`] : []),
  ];
}

const common: readonly string[] = [
  '  chain leaving {',
  '    oifname "lo" accept',
  ...comments('    ', 'Answers to whoever asked, and word that one of them did not get through (path MTU).'),
  '    ct state established accept',
  '    ct state related meta l4proto { icmp, ipv6-icmp } accept',
  ...comments('    ', 'Neighbours on the same wire find each other (RFC 4861); a hop limit of 255 has crossed no router.'),
  '    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } ip6 hoplimit 255 accept',
  '    icmpv6 type mld2-listener-report ip6 daddr ff02::16 accept',
  '    jump permitted',
  '  }',
  '',
];

function chain(hook: 'output' | 'forward', bridges: readonly string[]): readonly string[] {
  return [
    `  chain ${hook} {`,
    `    type filter hook ${hook} priority filter; policy drop;`,
    ...bridges.map((name) => `    oifname "${name}" accept`),
    '    jump leaving',
    '    counter name refused',
    '    limit rate 10/minute log prefix "sabha-residency refused: "',
    '  }',
  ];
}
