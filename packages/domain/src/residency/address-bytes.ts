import ipaddr from 'ipaddr.js';
import { canonicalAddress } from './network.ts';

/** The 4 or 16 bytes of an address in network order; null for what is none. */
export function addressBytes(text: string): readonly number[] | null {
  const canonical = canonicalAddress(text);
  return canonical === null ? null : ipaddr.parse(canonical).toByteArray();
}

/** Whether the whole world reaches it, so that it can lie in a country at all: not loopback, private, reserved or multicast. */
export function isGlobal(text: string): boolean {
  const canonical = canonicalAddress(text);
  return canonical !== null && ipaddr.parse(canonical).range() === 'unicast';
}
