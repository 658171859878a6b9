/** Where this node is, what it offers of itself, and where it listens. */
import { canonicalAddress, isIpv6, isWithin } from '@sabha/domain/residency/network';
import type { ConfigFile } from '../config-file.ts';
import { isInside, isPrivate } from '../ground.ts';
import { faultsOfItems, type Rule, textAt, textsAt } from './rule.ts';

export const nodeAddress: Rule = (file, { site }) => {
  const path = 'rtc.node_ip';
  const remedy = `write one address of the site per family, as in ${site.networks.join(' or ')}`;
  const written = textAt(file, path);
  if (written === null)
    return [file.faultAt(path, 'missing: LiveKit would look for its address, and ask Google and Twilio for it', remedy)];
  const parts = written.split(',').map((part) => part.trim());
  const addresses = parts.map(canonicalAddress);
  if (addresses.includes(null)) return [file.faultAt(path, `${written}: not an address, nor two with a comma between`, remedy)];
  const outside = parts.filter((address) => !isWithin(site.networks, address));
  if (outside.length > 0) return [file.faultAt(path, `${outside.join(', ')}: outside the networks of the site`, remedy)];
  const sixes = parts.filter(isIpv6).length;
  if (parts.length > 2 || sixes > 1 || parts.length - sixes > 1)
    return [file.faultAt(path, `${written}: more than one address of a family`, remedy)];
  return [];
};

export const externalAddress: Rule = (file) =>
  isOff(file, 'rtc.use_external_ip')
    ? []
    : [file.faultAt('rtc.use_external_ip', 'LiveKit would ask STUN servers for its address at every start', 'write false, and rtc.node_ip')]; // prettier-ignore

export const offeredAddresses: Rule = (file, { site }) => {
  const path = 'rtc.ips.includes';
  const remedy = `list the networks of the site, both families: ${site.networks.join(', ')}`;
  if (textsAt(file, path).length === 0)
    return [file.faultAt(path, 'missing: every address that the host has is offered, whatever node_ip says', remedy)];
  return faultsOfItems(file, path, {
    holds: (network) => isInside(network, site.networks),
    message: 'not within the networks of the site',
    remedy,
  });
};

export const multicastNames: Rule = (file) =>
  isOff(file, 'rtc.use_mdns')
    ? []
    : [file.faultAt('rtc.use_mdns', 'asks the local network for names by multicast', 'write false, or take it out')];

export const tcpListener: Rule = (file) =>
  file.valueAt('rtc.tcp_port') === 0
    ? []
    : [file.faultAt('rtc.tcp_port', 'listens on every interface, whatever bind_addresses say (by default on 7881)', 'write 0: TURN over TLS is the way for those without UDP')]; // prettier-ignore

export const signallingListener: Rule = (file) => {
  const remedy = 'name loopback or a private address, and let the proxy with TLS stand in front';
  if (textsAt(file, 'bind_addresses').length === 0)
    return [file.faultAt('bind_addresses', 'missing: signalling and the API, which have no TLS, listen everywhere', remedy)];
  return faultsOfItems(file, 'bind_addresses', {
    holds: isPrivate,
    message: 'not loopback nor a private address, and signalling and the API have no TLS',
    remedy,
  });
};

export const metricsListener: Rule = (file) => {
  const bound = textsAt(file, 'bind_addresses');
  if (bound.length > 0 && bound.every(isPrivate)) return [];
  return ['prometheus.port', 'prometheus_port']
    .filter((path) => isOn(file, path))
    .map((path) => file.faultAt(path, 'the metrics would be open to whoever reaches this host', 'keep bind_addresses to loopback or private ones')); // prettier-ignore
};

export const debugListener: Rule = (file) =>
  isOn(file, 'debug_handler.port')
    ? [file.faultAt('debug_handler.port', 'shows who is in which room, and memory, to whoever reaches it', 'take it out')]
    : [];

export const regionName: Rule = (file, { site }) => {
  const region = textAt(file, 'region');
  if (region === site.region) return [];
  const message = region === null ? 'missing: the fence takes the node for a stranger' : `${region}: not the site's region`;
  return [file.faultAt('region', message, `write ${site.region}`)];
};

/** Off by default, and so off when it is missing. */
const isOff = (file: ConfigFile, path: string): boolean => [undefined, false].includes(file.valueAt(path) as boolean | undefined);

/** Any port but none. */
const isOn = (file: ConfigFile, path: string): boolean => ![undefined, 0].includes(file.valueAt(path) as number | undefined);

export const addressRules: readonly Rule[] = [
  nodeAddress,
  externalAddress,
  offeredAddresses,
  multicastNames,
  tcpListener,
  signallingListener,
  metricsListener,
  debugListener,
  regionName,
];
