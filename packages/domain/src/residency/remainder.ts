/** What is left of the whole address space once some networks are taken out of it: the form in which a deny list is written. */
import ipaddr from 'ipaddr.js';
import { canonicalNetwork } from './network.ts';

type Network = Readonly<{ bytes: readonly number[]; length: number }>;

/**
 * The fewest networks, IPv4 before IPv6, that together hold every address outside all of `networks` and none inside. An empty
 * answer says that the networks cover both families whole.
 * @throws RangeError for a network that cannot be read: to pass over it would deny what was meant to be kept.
 */
export function networksOutside(networks: readonly string[]): readonly string[] {
  const taken = networks.map(readNetwork);
  const families: readonly Network[] = [4, 16].map((size) => ({ bytes: new Array<number>(size).fill(0), length: 0 }));
  return families.flatMap((family) => without(family, taken)).map(written);
}

function without(network: Network, taken: readonly Network[]): readonly Network[] {
  const near = taken.filter((other) => sharesAddresses(network, other));
  if (near.length === 0) return [network];
  if (near.some((other) => other.length <= network.length)) return []; // of two that share an address, the shorter holds the other
  return halvesOf(network).flatMap((half) => without(half, near));
}

function sharesAddresses(one: Network, other: Network): boolean {
  if (one.bytes.length !== other.bytes.length) return false;
  const length = Math.min(one.length, other.length);
  return one.bytes.every((byte, index) => ((byte ^ (other.bytes[index] ?? 0)) & maskOf(index, length)) === 0);
}

/** The bits of byte `index` that lie in a prefix of `length` bits. */
function maskOf(index: number, length: number): number {
  const bits = Math.min(8, Math.max(0, length - 8 * index));
  return (0xff00 >> bits) & 0xff;
}

function halvesOf({ bytes, length }: Network): readonly Network[] {
  const upper = bytes.map((byte, index) => (index === length >> 3 ? byte | (0x80 >> (length & 7)) : byte));
  return [bytes, upper].map((half) => ({ bytes: half, length: length + 1 }));
}

function readNetwork(text: string): Network {
  if (canonicalNetwork(text) === null) throw new RangeError(`not a network in CIDR notation: ${text}`);
  const [base = '', length = ''] = text.split('/');
  return { bytes: ipaddr.parse(base).toByteArray(), length: Number(length) };
}

const written = ({ bytes, length }: Network): string => `${ipaddr.fromByteArray([...bytes]).toString()}/${String(length)}`;
