/** What a room that runs may count on. Pure, and of the fence's judgement alone. */
import { isGone, judgeNode, type MediaNode, type NodeStanding } from './fence.ts';
import type { Policy } from './policy.ts';

type Nodes = Readonly<{ nodes: readonly MediaNode[]; now: Date }>;

/** Whether a node serves the rooms it has, whether it takes another or not. */
export function isLiving(policy: Policy, reading: Nodes, nodeId: string): boolean {
  const node = standingOf(policy, reading, nodeId);
  return node !== undefined && !isGone(node);
}

/**
 * Whether a room may go on at the node where the media server has it. When a node dies, LiveKit gives its rooms to others as soon as
 * somebody comes back, and who is in there must not be thrown out again only because the portal would have chosen another.
 */
export function mayGoOn(policy: Policy, reading: Nodes, nodeId: string): boolean {
  const node = standingOf(policy, reading, nodeId);
  return node?.standing === 'open' || (node?.standing === 'idle' && node.reason === 'overloaded');
}

function standingOf(policy: Policy, { nodes, now }: Nodes, nodeId: string): NodeStanding | undefined {
  const node = nodes.find((one) => one.nodeId === nodeId);
  return node && judgeNode(policy, node, { now, want: 'person' });
}
