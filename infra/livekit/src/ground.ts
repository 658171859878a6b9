/** What a configuration is held against: the policy, and the site at which the host stands. */
import { canonicalAddress, canonicalNetwork, isWithin } from '@sabha/domain/residency/network';
import { hostsWith, networksWith } from '@sabha/domain/residency/place';
import { occupantOf, type Policy, type Site, type SiteFunction } from '@sabha/domain/residency/policy';
import { networksOutside } from '@sabha/domain/residency/remainder';

export type Ground = Readonly<{ policy: Policy; site: Site }>;

const LOOPBACK = ['127.0.0.0/8', '::1/128'];
/** RFC 1918 and RFC 4193: reached from the same network alone. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'];

export const isLoopback = (address: string): boolean => isWithin(LOOPBACK, address);
export const isPrivate = (address: string): boolean => isWithin([...LOOPBACK, ...PRIVATE], address);

/** Whether every address of the network is one of `networks`. A network that cannot be read is inside none. */
export function isInside(network: string, networks: readonly string[]): boolean {
  return canonicalNetwork(network) !== null && networksOutside([...networks, ...networksOutside([network])]).length === 0;
}

/**
 * Whether this host may be spoken to for what it does: one of the names the policy gives it, an address in the networks of a
 * site that has it, or this very machine where its site has it.
 */
export function isHostOf({ policy, site }: Ground, name: SiteFunction, host: string): boolean {
  if (hostsWith(policy, name).includes(host) || isWithin(networksWith(policy, name), host)) return true;
  return (isLoopback(host) || host === 'localhost') && occupantOf(site, name) !== null;
}

/** The host of `host:port` or `[v6]:port`; null for anything else. */
export function hostOf(address: string): string | null {
  const [, six, other] = /^(?:\[([^\]]+)\]|([^:[\]/@\s]+)):\d{1,5}$/.exec(address) ?? [];
  return six === undefined ? (other ?? null) : canonicalAddress(six);
}
