/** Addresses and the networks they lie in, both families alike. What is not plainly an address is null, and null lies nowhere. */
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = readonly [base: Address, bits: number];

/**
 * An address in its one canonical form (RFC 5952), or null. An IPv4 address inside IPv6 (RFC 4291, 2.5.5.2) is that IPv4
 * address; a name (an mDNS candidate among them), an octal or short form, or one with a zone is no address.
 */
export function canonicalAddress(text: string): string | null {
  return parseAddress(text)?.toString() ?? null;
}

/** A network in CIDR notation (RFC 4632, RFC 4291), written without host bits: `10.1.0.0/16`, `2001:db8::/32`. Null otherwise. */
export function canonicalNetwork(text: string): string | null {
  const network = parseNetwork(text);
  if (network === null) return null;
  const [base, bits] = network;
  return `${base.toString()}/${String(bits)}`;
}

/** Whether the address lies in one of the networks. Unknown is no: neither a bad address nor a bad network matches anything. */
export function isWithin(networks: readonly string[], address: string): boolean {
  const parsed = parseAddress(address);
  return parsed !== null && parseNetworks(networks).some((network) => contains(network, parsed));
}

/** Whether two networks share an address. A network that cannot be read overlaps with nothing. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [parseNetwork(one), parseNetwork(other)];
  return a !== null && b !== null && (contains(a, b[0]) || contains(b, a[0]));
}

export const isIpv6 = (address: string): boolean => address.includes(':');

function contains(network: Network, address: Address): boolean {
  return network[0].kind() === address.kind() && address.match([...network]);
}

/** A policy's lists never change, and are asked about every address of every node for every token: each is read once. */
const readLists = new WeakMap<readonly string[], readonly Network[]>();

function parseNetworks(texts: readonly string[]): readonly Network[] {
  const known = readLists.get(texts);
  if (known) return known;
  const read = texts.map(parseNetwork).filter((network) => network !== null);
  readLists.set(texts, read);
  return read;
}

function parseAddress(text: string): Address | null {
  const bracketed = text.startsWith('[') && text.endsWith(']');
  const bare = bracketed ? text.slice(1, -1) : text;
  if (!bare.includes(':')) return bracketed ? null : parseFour(bare);
  const hex = withoutDots(bare);
  if (hex === null || hex.includes('%') || !ipaddr.IPv6.isValid(hex)) return null;
  const six = ipaddr.IPv6.parse(hex);
  return six.isIPv4MappedAddress() ? six.toIPv4Address() : six;
}

function parseFour(text: string): ipaddr.IPv4 | null {
  return ipaddr.IPv4.isValidFourPartDecimal(text) ? ipaddr.IPv4.parse(text) : null;
}

/** `::ffff:192.0.2.1` (RFC 4291, 2.2.3) in hexadecimal: the library would read its dotted part as octal, and `::1.2.3.4` as IPv4. */
function withoutDots(text: string): string | null {
  if (!text.includes('.')) return text;
  const at = text.lastIndexOf(':') + 1;
  const four = parseFour(text.slice(at));
  if (four === null) return null;
  const [a = 0, b = 0, c = 0, d = 0] = four.octets;
  return `${text.slice(0, at)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

function parseNetwork(text: string): Network | null {
  const [base = '', bits = '', ...more] = text.split('/');
  if (more.length > 0 || !/^\d{1,3}$/.test(bits) || base.startsWith('[')) return null;
  const address = parseAddress(base);
  // A mapped base has become IPv4 under a length that was meant for IPv6.
  if (address === null || isIpv6(base) !== (address.kind() === 'ipv6')) return null;
  const length = Number(bits);
  if (length > (address.kind() === 'ipv4' ? 32 : 128)) return null;
  return hasHostBits(address, length) ? null : [address, length];
}

/** `10.1.2.3/8` says two things at once; which of them was meant is not ours to guess. */
function hasHostBits(address: Address, length: number): boolean {
  return address.toByteArray().some((byte, at) => (byte & (0xff >> Math.min(Math.max(length - at * 8, 0), 8))) !== 0);
}
