/**
 * The fence: which media node a room may be on. Pure, and outside the media server on purpose: LiveKit's own selectors prefer
 * and fall back (`regionaware` goes abroad when home is full), this one permits or refuses. Unknown is no, at every step:
 * an address in no site, a region that is not the site's, a state, an age or a load that cannot be told.
 */
import { type Place, siteOf } from './place.ts';
import { occupantOf, type Policy, type SiteId } from './policy.ts';

/** A media node by its own word. What it did not say is null. */
export type MediaNode = Readonly<{
  nodeId: string;
  region: string | null;
  /** Where it says its media is. */
  addresses: readonly string[];
  state: 'serving' | 'draining' | null;
  updatedAt: Date | null;
  /** Share of its processors in use, 0 to 1. */
  load: number | null;
}>;

/** Why a node must not be there at all. */
export type StrangerReason = 'no_address' | 'address_outside' | 'sites_differ' | 'no_media_at_site' | 'region_differs';
/** Why a node that may be there takes nobody now. */
export type IdleReason = 'stale' | 'draining' | 'state_unknown' | 'load_unknown' | 'overloaded';

export type NodeStanding =
  | Readonly<{ standing: 'stranger'; reason: StrangerReason }>
  | Readonly<{ standing: 'idle'; reason: IdleReason; siteId: SiteId }>
  | Readonly<{ standing: 'open'; siteId: SiteId; load: number }>;

/** What one wants of a node: a place for a new room, or for one more person in a room that it has. */
export type Want = 'room' | 'person';

/** Clocks of two machines differ a little; a word from further ahead is not believed. */
const AHEAD_MS = 5_000;

export function judgeNode(policy: Policy, node: MediaNode, { now, want }: Readonly<{ now: Date; want: Want }>): NodeStanding {
  const place = homeOf(policy, node);
  if ('reason' in place) return { standing: 'stranger', reason: place.reason };
  const idle = (reason: IdleReason): NodeStanding => ({ standing: 'idle', reason, siteId: place.siteId });
  if (!isFresh(node.updatedAt, now, policy.limits.staleAfter)) return idle('stale');
  if (node.state !== 'serving') return idle(node.state === 'draining' ? 'draining' : 'state_unknown');
  if (node.load === null || !(node.load >= 0)) return idle('load_unknown');
  const limit = want === 'room' ? policy.limits.newRoomLoad : policy.limits.joinLoad;
  return node.load <= limit ? { standing: 'open', siteId: place.siteId, load: node.load } : idle('overloaded');
}

function homeOf(policy: Policy, { addresses, region }: MediaNode): Place | Readonly<{ reason: StrangerReason }> {
  if (addresses.length === 0) return { reason: 'no_address' };
  const places = addresses.map((address) => siteOf(policy, address));
  const [first] = places;
  if (!first || places.includes(null)) return { reason: 'address_outside' };
  if (places.some((place) => place?.siteId !== first.siteId)) return { reason: 'sites_differ' };
  if (occupantOf(first.site, 'media') === null) return { reason: 'no_media_at_site' };
  return region === first.site.region ? first : { reason: 'region_differs' };
}

function isFresh(updatedAt: Date | null, now: Date, staleAfter: number): boolean {
  const age = updatedAt ? now.getTime() - updatedAt.getTime() : NaN;
  return age >= -AHEAD_MS && age < staleAfter * 1000; // an invalid date is NaN, and so neither
}

/** It has said nothing for so long that it counts as gone: LiveKit gives its rooms to others by itself. */
export const isGone = (node: NodeStanding): boolean => node.standing === 'idle' && node.reason === 'stale';

/** Why nobody gets in. `stranger_seen`: LiveKit hands any room of its cluster to any node in it, so one stranger closes all. */
export type FenceRefusal = 'stranger_seen' | 'no_node' | 'overloaded' | 'pinned_site_closed' | 'unknown_site';

export type FenceDecision =
  | Readonly<{ permitted: true; nodeId: string; siteId: SiteId }>
  | Readonly<{ permitted: false; reason: FenceRefusal; strangers: readonly string[] }>;

export type RoomDemand = Readonly<{
  /** The only site it may be at, or null for any. */
  site: SiteId | null;
  /** Where the room is now, or null when it is nowhere. */
  nodeId: string | null;
}>;

export type Cluster = Readonly<{
  nodes: readonly MediaNode[];
  now: Date;
  /** Drawn by chance from [0, 1): which of the open nodes a new room goes to. Whoever only asks whether there is one leaves it out. */
  draw?: number;
}>;

/**
 * Decides for one cluster: all nodes that share a queue (Redis), or the one server without. A room stays where it is while
 * that node may take one more person; it moves only when its node is gone or must not serve it.
 */
export function placeRoom(
  policy: Policy,
  { nodes, demand, now, draw = 0 }: Cluster & Readonly<{ demand: RoomDemand }>,
): FenceDecision {
  if (demand.site !== null && !Object.hasOwn(policy.sites, demand.site)) return refuse('unknown_site');
  const judged = nodes.map((node) => ({ nodeId: node.nodeId, ...judgeNode(policy, node, { now, want: 'room' }) }));
  const strangers = strangersAmong(judged);
  if (strangers.length > 0) return refuse('stranger_seen', strangers);
  const isWanted = (siteId: SiteId) => demand.site === null || siteId === demand.site;

  const current = nodes.find((node) => node.nodeId === demand.nodeId);
  if (current) {
    const standing = judgeNode(policy, current, { now, want: 'person' });
    if (standing.standing === 'open' && isWanted(standing.siteId)) return permit(current.nodeId, standing.siteId);
    // Moving a room that runs would tear it apart: its people come in when its own node has room for them again.
    if (standing.standing === 'idle' && standing.reason === 'overloaded' && isWanted(standing.siteId))
      return refuse('overloaded');
  }
  return drawOne(judged, { demand, limit: policy.limits.newRoomLoad, draw });
}

type Judged = Readonly<{ nodeId: string }> & NodeStanding;

/** Their ids, sorted. Two nodes of one id are both strangers, and so is one without: to name it would not say which is meant. */
function strangersAmong(judged: readonly Judged[]): readonly string[] {
  const ids = judged.map(({ nodeId }) => nodeId);
  const strangers = judged.filter(
    ({ nodeId, standing }, at) => standing === 'stranger' || nodeId === '' || ids.indexOf(nodeId) !== at,
  );
  return [...new Set(strangers.map(({ nodeId }) => nodeId))].sort();
}

type Drawing = Readonly<{ demand: RoomDemand; limit: number; draw: number }>;

/**
 * One of the open nodes by chance, each by how far it is below the limit. The idlest alone would be given every room of the two
 * seconds until it says how busy it has become, and at ten o'clock these are all the rooms of the hour; its people come later still.
 */
function drawOne(judged: readonly Judged[], { demand: { site }, limit, draw }: Drawing): FenceDecision {
  const here = judged.filter((node) => node.standing !== 'stranger' && (site === null || node.siteId === site));
  const open = here.filter((node) => node.standing === 'open').sort((one, other) => (one.nodeId < other.nodeId ? -1 : 1));
  const drawn = drawByWeight(open, { weightOf: ({ load }) => limit - load, draw });
  if (drawn) return permit(drawn.nodeId, drawn.siteId);
  if (here.some((node) => node.standing === 'idle' && node.reason === 'overloaded')) return refuse('overloaded');
  return refuse(site === null ? 'no_node' : 'pinned_site_closed');
}

/** Undefined only where there is nothing to draw from: of those that all weigh nothing, it is the first. */
function drawByWeight<T>(all: readonly T[], { weightOf, draw }: Readonly<{ weightOf: (one: T) => number; draw: number }>) {
  let left = draw * all.reduce((sum, one) => sum + weightOf(one), 0);
  return all.find((one) => (left -= weightOf(one)) < 0) ?? all[0];
}

const permit = (nodeId: string, siteId: SiteId): FenceDecision => ({ permitted: true, nodeId, siteId });
const refuse = (reason: FenceRefusal, strangers: readonly string[] = []): FenceDecision => ({
  permitted: false,
  reason,
  strangers,
});
