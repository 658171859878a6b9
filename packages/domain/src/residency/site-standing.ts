/** What a site does for meetings at one look of the watcher, as the fence decides it for somebody who comes now. */
import { type MediaNode, judgeNode, placeRoom } from './fence.ts';
import { type Policy, type SiteId, sitesWith } from './policy.ts';

/** `serving` takes new rooms; `full` has nodes, each above its limit; `closed` takes nobody. */
export const siteStandings = ['serving', 'full', 'closed'] as const;
export type SiteStanding = (typeof siteStandings)[number];

/** Why one is closed, as far as the public is told. */
export const closedReasons = ['stranger_seen', 'unreadable', 'no_node'] as const;
export type ClosedReason = (typeof closedReasons)[number];

export type SiteLook = Readonly<{
  standing: SiteStanding;
  reason: ClosedReason | null;
  /** How many nodes take new rooms. */
  openNodes: number;
  /** Mean share of the processors in use on the nodes that say it; null when none does. */
  load: number | null;
}>;

/** Silent for longer than this, the watcher is no witness: what it said last is not said of now. Six of its passes. */
export const WATCH_SILENT_SECONDS = 30;

/** Every site that carries media. `problem`: nothing could be read, and then nobody is let in anywhere. */
export function lookAtSites(
  policy: Policy,
  { nodes, now, problem }: Readonly<{ nodes: readonly MediaNode[]; now: Date; problem: string | null }>,
): Readonly<Record<SiteId, SiteLook>> {
  const judged = nodes.map((node) => ({ ...node, ...judgeNode(policy, node, { now, want: 'room' }) }));
  const looks = sitesWith(policy, 'media').map(([id]): [SiteId, SiteLook] => {
    const decision = placeRoom(policy, { nodes, now, demand: { site: id, nodeId: null } });
    const here = judged.filter((node) => node.standing !== 'stranger' && node.siteId === id);
    const heard = here.filter((node) => node.standing === 'open' || ('reason' in node && node.reason === 'overloaded'));
    const counted = { openNodes: here.filter(({ standing }) => standing === 'open').length, load: mean(heard) };
    if (problem !== null) return [id, { standing: 'closed', reason: 'unreadable', openNodes: 0, load: null }];
    if (decision.permitted) return [id, { standing: 'serving', reason: null, ...counted }];
    if (decision.reason === 'overloaded') return [id, { standing: 'full', reason: null, ...counted }];
    const reason = decision.reason === 'stranger_seen' ? 'stranger_seen' : 'no_node';
    return [id, { standing: 'closed', reason, ...counted }];
  });
  return Object.fromEntries(looks);
}

function mean(nodes: readonly MediaNode[]): number | null {
  const loads = nodes.flatMap(({ load }) => (load === null ? [] : [load]));
  return loads.length === 0 ? null : loads.reduce((sum, load) => sum + load, 0) / loads.length;
}

/** Whether the watcher can be believed about now. A look from the future is none. */
export function isWatched(lookedAt: Date | null, now: Date): boolean {
  if (lookedAt === null) return false;
  const age = now.getTime() - lookedAt.getTime();
  return age >= -AHEAD_MS && age <= WATCH_SILENT_SECONDS * 1000;
}

/** Clocks of two machines differ a little. */
const AHEAD_MS = 5_000;
