/**
 * Where sound and picture of one participant went, as their client saw it (WebRTC's selected candidate pairs), the server's own
 * view of the same, and what the two together prove. It is evidence about end points, not about the path between them.
 */
import { z } from 'zod';
import { joinCodeSchema } from '../meeting/codes.ts';
import { type Bounds, isIceServerInside } from './ice-server.ts';
import { canonicalAddress, isWithin } from './network.ts';
import { hostsWith, networksWith, siteOf } from './place.ts';
import type { Policy, SiteId } from './policy.ts';

const address = z.string().min(1).max(255);
const port = z.int().min(0).max(65_535);

/** One selected pair (W3C webrtc-stats, RTCIceCandidatePairStats and its two candidates). */
const selectedPair = z.strictObject({
  transport: z.enum(['publisher', 'subscriber']),
  protocol: z.enum(['udp', 'tcp']),
  /** The media server's end. */
  remote: z.strictObject({ address, port, type: z.enum(['host', 'srflx', 'prflx', 'relay']) }),
  /** The client's end: only its kind; its own address is its own affair. */
  localType: z.enum(['host', 'srflx', 'prflx', 'relay']),
  /** Through a TURN server: its URL as configured, and how the client reaches it. */
  relay: z.strictObject({ url: z.string().min(1).max(300), protocol: z.enum(['udp', 'tcp', 'tls']) }).nullable(),
});
export type SelectedPair = Readonly<z.infer<typeof selectedPair>>;

export const routeReportSchema = z.strictObject({
  joinCode: joinCodeSchema,
  /** LiveKit's session, and what its server said of itself when it was joined. */
  sid: z
    .string()
    .min(1)
    .max(64)
    .regex(/^[A-Za-z0-9_]+$/),
  nodeId: z
    .string()
    .max(64)
    .regex(/^[A-Za-z0-9_]*$/),
  region: z
    .string()
    .max(64)
    .regex(/^[a-z0-9-]*$/),
  /** Counts this session's reports from 1: a number that is not above the last one is a repetition. */
  sequence: z.int().min(1).max(100_000),
  iceServers: z.array(z.string().min(1).max(300)).max(20),
  pairs: z.array(selectedPair).max(4),
});
export type RouteReport = Readonly<z.infer<typeof routeReportSchema>>;

/** What the server knows of the same session by itself; null for what it does not know (yet). */
export type ServerView = Readonly<{
  /** The node the room was put on, and the site it lies at. */
  nodeId: string | null;
  siteId?: string | null;
  /** From the media server's log: how it sees the connection, and the addresses it offered for it (`address:port`). */
  connection: 'udp' | 'tcp' | 'turn' | null;
  offered: readonly string[] | null;
}>;

export const routeFaults = {
  remote_outside: 'the other end lies outside the policy',
  remote_unreadable: 'the other end is no address',
  relay_outside: 'relayed by a server outside the policy',
  ice_server_outside: 'told to ask a server outside the policy',
  node_differs: 'the client names another node than the one the room was put on',
  site_differs: 'the other end lies at another site than the node',
  pair_not_offered: 'the client names an end that the media server did not offer',
  relay_contradicted: 'client and media server disagree on whether it is relayed',
} as const;
export type RouteFault = keyof typeof routeFaults;

/** What follows: the first four say that media may leave the country, the others that somebody does not tell the truth. */
export type RouteVerdict = Readonly<{ faults: readonly RouteFault[]; siteId: string | null }>;

/** Nothing a client says can make a report good: its word is only ever held against the policy and the server's own view. */
export function judgeRoute(policy: Policy, report: RouteReport, view: ServerView): RouteVerdict {
  const faults = new Set<RouteFault>();
  const media = networksWith(policy, 'media', 'turn');
  for (const server of report.iceServers) if (!isOurServer(policy, server)) faults.add('ice_server_outside');
  for (const pair of report.pairs) {
    if (canonicalAddress(pair.remote.address) === null) faults.add('remote_unreadable');
    else if (!isWithin(media, pair.remote.address)) faults.add('remote_outside');
    if (pair.relay && !isOurServer(policy, pair.relay.url)) faults.add('relay_outside');
  }
  for (const fault of contradictions(policy, report, view)) faults.add(fault);
  const sites = new Set(report.pairs.map(({ remote }) => siteOf(policy, remote.address)?.siteId ?? null));
  const [only = null] = sites;
  return { faults: [...faults], siteId: sites.size === 1 ? only : null };
}

function contradictions(policy: Policy, report: RouteReport, view: ServerView): readonly RouteFault[] {
  const { pairs, nodeId } = report;
  const faults: RouteFault[] = [];
  if (view.nodeId !== null && nodeId !== view.nodeId) faults.push('node_differs');
  const { offered } = view;
  if (offered && pairs.some(({ remote }) => !offered.includes(endOf(remote)))) faults.push('pair_not_offered');
  if (view.connection !== null && pairs.length > 0) {
    const saysRelayed = pairs.some(({ relay, localType }) => relay !== null || localType === 'relay');
    if (saysRelayed !== (view.connection === 'turn')) faults.push('relay_contradicted');
  }
  const sites = new Set(pairs.map(({ remote }) => siteOf(policy, remote.address)?.siteId));
  if (view.siteId && pairs.length > 0) sites.add(view.siteId);
  if (sites.size > 1) faults.push('site_differs');
  return faults;
}

/** `address:port` with the address in its canonical form, brackets around IPv6. */
export function endOf({ address: text, port: number }: Readonly<{ address: string; port: number }>): string {
  const canonical = canonicalAddress(text) ?? text;
  return canonical.includes(':') ? `[${canonical}]:${String(number)}` : `${canonical}:${String(number)}`;
}

/** A STUN or TURN URL whose host is one of the policy's names, or lies in its networks. */
export function isOurServer(policy: Policy, url: string): boolean {
  return isIceServerInside(mediaBounds(policy), url);
}

/** Where media and TURN may be: of a meeting that is tied to a site, there and nowhere else. */
export function mediaBounds(policy: Policy, tiedTo: SiteId | null = null): Bounds {
  const site = tiedTo !== null && Object.hasOwn(policy.sites, tiedTo) ? policy.sites[tiedTo] : undefined;
  const within = tiedTo === null ? policy : { ...policy, sites: site ? { [tiedTo]: site } : {} };
  return { networks: networksWith(within, 'media', 'turn'), hosts: hostsWith(within, 'media', 'turn') };
}
