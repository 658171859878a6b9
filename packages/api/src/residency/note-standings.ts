import { findNodes, listOpenNodes, noteNodes, retireNode, type Sighting } from '@sabha/db/stores/media-nodes';
import { insertChanges } from '@sabha/db/stores/site-watch';
import type { NodeStanding } from '@sabha/domain/residency/fence';
import { act } from '../core/act.ts';
import type { Context } from '../core/context.ts';
import type { SeenNode } from '../core/media.ts';

/** A node and what the fence makes of it. */
export type Judged = SeenNode & NodeStanding;

/** Keeps the list of nodes; that one begins or ceases to take rooms, or turns out to be a stranger, is recorded. */
export async function noteStandings(context: Context, judged: readonly Judged[], at: Date): Promise<void> {
  const { db, residency } = context.services;
  const known = await findNodes(
    db,
    judged.map((node) => node.nodeId),
  );
  const before = new Map(known.map(({ nodeId, standing }) => [nodeId, standing]));
  const changed = judged.filter(({ nodeId, standing }) => before.get(nodeId) !== standing);
  if (changed.length > 0) {
    await act(context, async ({ tx, record }) => {
      const sightings = changed.map(sightingOf);
      await noteNodes(tx, { sightings, at });
      await insertChanges(
        tx,
        sightings.map(({ nodeId, siteId, standing, reason }) => ({ nodeId, siteId, standing, reason, at })),
      );
      for (const node of changed) {
        const { standing, reason, siteId } = sightingOf(node);
        const detail = { standing, reason, siteId, region: node.region, before: before.get(node.nodeId) ?? null };
        const [event, outcome] =
          standing === 'open' ? (['node.admitted', 'ok'] as const) : (['node.refused', 'refused'] as const);
        record({ event, outcome, subjectId: node.nodeId, detail: { ...detail, policyHash: residency.hash } });
      }
    });
  }
  const unchanged = judged.filter((node) => !changed.includes(node));
  await noteNodes(db, { sightings: unchanged.map(sightingOf), at });
  await retireSilent(context, at);
}

/** A node that said goodbye, or was killed where there is no registry, is in no list any more. */
async function retireSilent(context: Context, at: Date): Promise<void> {
  const { db, residency } = context.services;
  const oldest = at.getTime() - residency.policy.limits.staleAfter * 1000;
  for (const { nodeId, siteId, lastSeenAt, standing: before } of await listOpenNodes(db)) {
    if (lastSeenAt.getTime() > oldest) continue;
    await act(context, async ({ tx, record }) => {
      await retireNode(tx, nodeId);
      await insertChanges(tx, [{ nodeId, siteId, standing: 'idle', reason: 'stale', at }]);
      const detail = { standing: 'idle', reason: 'stale', siteId, before, policyHash: residency.hash };
      record({ event: 'node.refused', outcome: 'refused', subjectId: nodeId, detail });
    });
  }
}

function sightingOf(node: Judged): Sighting {
  const { nodeId, region, addresses, state, load, rooms, clients, standing } = node;
  const siteId = 'siteId' in node ? node.siteId : null;
  const reason = 'reason' in node ? node.reason : null;
  return { nodeId, region, addresses, state, load, rooms, clients, siteId, standing, reason };
}
