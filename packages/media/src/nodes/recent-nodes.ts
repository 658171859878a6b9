/** The nodes as they were a moment ago, for all who ask within it: a pass needs an answer at once, and many come together. */
import type { NodeRegistry, SeenNode } from './seen-node.ts';

/** `problem`: why nothing could be read. Then there are no nodes, which is never an answer that lets somebody in. */
export type NodeReading = Readonly<{ nodes: readonly SeenNode[]; now: Date; problem: string | null }>;

const RECENT_MS = 2_000;

/**
 * A failure is shared by those who wait for it and then forgotten: the next one asks anew.
 * @param clock the real time, which the nodes' own words are compared with.
 */
export function recentNodes(registry: Pick<NodeRegistry, 'list'>, clock: () => Date): () => Promise<NodeReading> {
  let last: Readonly<{ at: number; reading: Promise<Omit<NodeReading, 'now'>> }> | undefined;
  return async () => {
    const now = clock().getTime();
    if (last === undefined || now - last.at >= RECENT_MS || now < last.at) last = { at: now, reading: read(registry) };
    const mine = last;
    const reading = await mine.reading;
    if (reading.problem !== null && last === mine) last = undefined;
    return { ...reading, now: clock() };
  };
}

async function read(registry: Pick<NodeRegistry, 'list'>): Promise<Omit<NodeReading, 'now'>> {
  try {
    return { nodes: await registry.list(), problem: null };
  } catch (error) {
    return { nodes: [], problem: error instanceof Error ? error.message : String(error) };
  }
}
