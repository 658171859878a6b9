import type { Policy } from '@sabha/domain/residency/policy';
import { readArguments } from '../arguments.ts';
import { type Command, exitCodes } from '../edge.ts';
import { UsageFault } from '../fault.ts';
import { openPolicy } from '../policy/policy-file.ts';
import { renderContentSecurity } from '../render/content-security.ts';
import { renderInventory } from '../render/inventory.ts';
import { renderNetworkPolicies } from '../render/network-policy.ts';
import { renderNftables } from '../render/nftables.ts';
import { requireSite, runsOf } from '../render/site-runs.ts';

const usage =
  'render <nftables|networkpolicy|csp|inventory> [--site <id>] [--policy <residency.yaml>] [--key <name+hash+key>]... ' +
  '[--runs <function,...>] [--bridges <interface,...>]';

type Wanted = Readonly<{ site: string | undefined; runs: readonly string[] | null; bridges: readonly string[] }>;
type Renderer = (policy: Policy, wanted: Wanted) => string;

const renderers: Readonly<Record<string, Renderer>> = {
  nftables: (policy, wanted) => {
    const siteId = siteIn(wanted);
    return renderNftables(policy, { siteId, runs: runsOf(policy, siteId, wanted.runs), bridges: wanted.bridges });
  },
  networkpolicy: (policy, wanted) => {
    const siteId = siteIn(wanted);
    return renderNetworkPolicies(policy, siteId, runsOf(policy, siteId, wanted.runs));
  },
  // A page served from one site is used with media from any.
  csp: renderContentSecurity,
  inventory: (policy, { site }) => {
    if (site !== undefined) requireSite(policy, site);
    return renderInventory(policy, site ?? null);
  },
};

/** What follows from the policy, to standard output. With keys, from a signed one alone. */
export const render: Command = async (args, edge) => {
  const { values, positionals } = readArguments(args, {
    options: {
      site: { type: 'string' },
      policy: { type: 'string', default: 'residency.yaml' },
      key: { type: 'string', multiple: true },
      runs: { type: 'string' },
      bridges: { type: 'string' },
    },
    positionals: ['what to render'],
    usage,
  });
  const [what = ''] = positionals;
  const renderer = Object.hasOwn(renderers, what) ? renderers[what] : undefined;
  if (!renderer) throw new UsageFault(`"${what}" cannot be rendered`, `use one of ${Object.keys(renderers).join(', ')}`);
  const bridges = listOf(values.bridges) ?? [];
  const odd = bridges.find((name) => !/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,14}$/.test(name));
  if (odd !== undefined) throw new UsageFault(`"${odd}" is no name of an interface`, 'see them with: ip -brief link');
  const policy = await openPolicy(values.policy, values.key ?? [], edge);
  edge.out(renderer(policy, { site: values.site, runs: listOf(values.runs), bridges }));
  return exitCodes.fine;
};

const listOf = (text: string | undefined): readonly string[] | null => text?.split(',').filter(Boolean) ?? null;

function siteIn({ site }: Wanted): string {
  if (site === undefined) throw new UsageFault('--site is missing', `type: sabha-residency ${usage}`);
  return site;
}
