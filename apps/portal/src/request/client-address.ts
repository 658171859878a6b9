import { BlockList, isIP, isIPv6 } from 'node:net';

/** @param ranges addresses or CIDR ranges. @throws RangeError on anything else: a typo must not trust nobody, or everybody. */
export function trustedProxies(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [, address = '', prefix] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(range) ?? [];
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (isIP(address) === 0) throw new RangeError(`not an address or CIDR range: ${range}`);
    list.addSubnet(address, prefix === undefined ? (family === 'ipv6' ? 128 : 32) : Number(prefix), family);
  }
  return list;
}

/**
 * Where a request comes from, for limits. X-Forwarded-For is read from its right end, where our own proxies write, and only
 * as far as proxies we know have written it: what stands left of that is the client's own invention.
 * An IPv6 client is known by its /64: the rest it may choose anew for every try.
 */
export function clientAddress(peer: string | undefined, forwardedFor: string | undefined, trusted: BlockList): string {
  let address = plain(peer ?? '');
  const hops = (forwardedFor ?? '').split(',').map((hop) => plain(hop.trim()));
  while (hops.at(-1) === '') hops.pop(); // a proxy that had nothing to add
  while (isTrusted(address, trusted)) {
    const hop = hops.pop();
    if (hop === undefined || isIP(hop) === 0) break;
    address = hop;
  }
  return isIPv6(address) ? network64(address) : address;
}

/** Whether what this peer forwards is believed. */
export const isTrustedPeer = (peer: string | undefined, trusted: BlockList): boolean => isTrusted(plain(peer ?? ''), trusted);

function isTrusted(address: string, trusted: BlockList): boolean {
  const version = isIP(address);
  return version !== 0 && trusted.check(address, version === 6 ? 'ipv6' : 'ipv4');
}

/** IPv4 in IPv6 clothes (RFC 4291 section 2.5.5.2), and the brackets and port that some proxies write. */
function plain(address: string): string {
  const bare = /^\[(.*)\](?::\d+)?$/.exec(address)?.[1] ?? /^(\d+(?:\.\d+){3}):\d+$/.exec(address)?.[1] ?? address;
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1] ?? bare;
}

function network64(address: string): string {
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  const groups = [...left, ...gap, ...right].slice(0, 4).map((group) => parseInt(group, 16).toString(16));
  return `${groups.join(':')}::/64`;
}
