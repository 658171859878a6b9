/** What a room that runs may count on. Pure, and of the fence's judgement alone. */
import { isGone, judgeNode, type MediaNode } from './fence.ts';
import type { Policy } from './policy.ts';

type Nodes = Readonly<{ nodes: readonly MediaNode[]; now: Date }>;

/** Nodes that serve the rooms they have, whether they take another or not. */
export function livingNodes(policy: Policy, { nodes, now }: Nodes): ReadonlySet<string> {
  const living = nodes.filter((node) => !isGone(judgeNode(policy, node, { now, want: 'person' })));
  return new Set(living.map(({ nodeId }) => nodeId));
}

/**
 * Whether a room may go on at the node where the media server has it. When a node dies, LiveKit gives its rooms to others as soon as
 * somebody comes back, and who is in there must not be thrown out again only because the portal would have chosen another.
 */
export function mayGoOn(policy: Policy, { nodes, now }: Nodes, nodeId: string): boolean {
  const node = nodes.find((one) => one.nodeId === nodeId);
  if (node === undefined) return false;
  const { standing, ...why } = judgeNode(policy, node, { now, want: 'person' });
  return standing === 'open' || ('reason' in why && why.reason === 'overloaded');
}
