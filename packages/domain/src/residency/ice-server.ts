/** Where media and TURN may be, as a browser is told it too. No zod in here: the browser's own fence is made of it. */
import { isWithin } from './network.ts';

export type Bounds = Readonly<{ networks: readonly string[]; hosts: readonly string[] }>;

/** A STUN or TURN URL (RFC 7064, RFC 7065) whose host is one of the names, or lies in the networks. */
export function isIceServerInside({ networks, hosts }: Bounds, url: string): boolean {
  const host = /^(?:stun|stuns|turn|turns):(\[[^\]]+\]|[^:?[\]]+)(?::\d{1,5})?(?:\?transport=(?:udp|tcp))?$/.exec(url)?.[1];
  return host !== undefined && (hosts.includes(host) || isWithin(networks, host));
}
