/** From the one template to the file that LiveKit is started with on one host. */
import { isIpv6 } from '@sabha/domain/residency/network';
import type { Policy, Site, SiteId } from '@sabha/domain/residency/policy';
import { networksOutside } from '@sabha/domain/residency/remainder';
import { type Document, isScalar, parseDocument, visit } from 'yaml';
import type { ConfigFault } from './config-file.ts';
import { isPrivate } from './ground.ts';
import { lintLivekit } from './lint.ts';
import type { LivekitSettings } from './settings.ts';

/** Stands in the template for a value that each host fills in. */
const HOST = '<host>';

/** The host's settings do not fit the policy; nothing was rendered. */
export class RenderError extends Error {
  override readonly name = 'RenderError';
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    super(faults.map(({ path, message, remedy }) => `${path}: ${message} -> ${remedy}`).join('\n'));
    this.faults = faults;
  }
}

export type Host = Readonly<{ policy: Policy; siteId: SiteId; settings: LivekitSettings }>;

/**
 * The template's text, comments and all, with the host's values in it.
 * @throws RenderError when the outcome would leak, by `lintLivekit`. @throws Error when the template has another place to fill.
 */
export function renderLivekit(template: string, { policy, siteId, settings }: Host): string {
  const document = parseDocument(template);
  const site = policy.sites[siteId];
  if (site !== undefined) fill(document, hostValues(site, settings));
  const text = document.toString({ lineWidth: 120 });
  const faults = lintLivekit(text, policy, siteId);
  if (faults.length > 0) throw new RenderError(faults);
  return text;
}

/** The paths that the template leaves open: all that one host's file may differ in from another's. */
export function openPaths(template: string): readonly string[] {
  const document = parseDocument(template);
  const paths: string[] = [];
  visit(document, {
    Scalar: (key, node, ancestors) => {
      if (key !== 'value' || node.value !== HOST) return;
      const names = ancestors.flatMap((step) => ('key' in step && isScalar(step.key) ? [String(step.key.value)] : []));
      paths.push(names.join('.'));
    },
  });
  return paths;
}

/** Undefined: nothing to be written, and the name goes as well. */
type Values = Readonly<Record<string, unknown>>;

function fill(document: Document, values: Values): void {
  const open = openPaths(document.toString());
  const astray = [...open.filter((path) => !(path in values)), ...Object.keys(values).filter((path) => !open.includes(path))];
  if (astray.length > 0) throw new Error(`the template and the renderer do not agree on ${astray.join(', ')}`);
  for (const [path, value] of Object.entries(values)) {
    const names = path.split('.');
    if (value === undefined) document.deleteIn(names);
    else document.setIn(names, value);
  }
  // A table whose every value went is no table: an empty `redis` would be one without an address.
  for (const name of ['redis']) if (values[`${name}.address`] === undefined) document.delete(name);
}

function hostValues(site: Site, settings: LivekitSettings): Values {
  return { ...ownPlace(site, settings), ...relay(settings), ...neighbours(settings) };
}

function ownPlace({ region }: Site, { addresses, listen, ports }: LivekitSettings): Values {
  const { media } = ports;
  return {
    port: ports.api,
    bind_addresses: listen,
    'prometheus.port': ports.metrics,
    region,
    'rtc.udp_port': typeof media === 'number' ? media : `${media.first}-${media.last}`,
    'rtc.node_ip': addresses.join(','),
    'rtc.ips.includes': networksOf(addresses),
    'rtc.stun_servers': addresses.map((address) => `${isIpv6(address) ? `[${address}]` : address}:${ports.turn}`),
  };
}

function relay({ addresses, ports, turnTls }: LivekitSettings): Values {
  const own = networksOf(addresses);
  const restricted = own.filter((_, index) => isPrivate(addresses[index] ?? ''));
  return {
    'turn.bind_addresses': addresses,
    'turn.udp_port': ports.turn,
    'turn.domain': turnTls?.domain,
    'turn.tls_port': turnTls?.port,
    'turn.cert_file': turnTls?.certFile,
    'turn.key_file': turnTls?.keyFile,
    'turn.relay_range_start': ports.relays.first,
    'turn.relay_range_end': ports.relays.last,
    'turn.allow_restricted_peer_cidrs': restricted,
    'turn.deny_peer_cidrs': networksOutside(own),
  };
}

/** Each address as a network of its own. */
const networksOf = (addresses: readonly string[]) => addresses.map((address) => `${address}/${isIpv6(address) ? 128 : 32}`);

function neighbours({ redis, webhook, key }: LivekitSettings): Values {
  return {
    'redis.address': redis?.address,
    'redis.password': redis?.password,
    'webhook.api_key': key.name,
    'webhook.urls': [webhook],
    keys: { [key.name]: key.secret },
  };
}
