/** One media server without Redis: it has no registry, so its health and its metrics (Prometheus text format) speak for it. */
import { type NodeRegistry, READ_MS, type SeenNode } from './seen-node.ts';

export type SingleNodeSettings = Readonly<{
  apiUrl: string;
  metricsUrl: string;
  /** Where its media is, as its own configuration says (`rtc.node_ip`); its metrics do not tell. */
  addresses: readonly string[];
  region: string | null;
}>;

/** Processor seconds spent by one process, at a moment. */
type Spent = Readonly<{ nodeId: string; seconds: number; atMs: number }>;

/** Less than this apart, two readings of a counter measure nothing. */
const SHORTEST_MS = 500;

export function singleNode({ apiUrl, metricsUrl, addresses, region }: SingleNodeSettings): NodeRegistry {
  let before: Spent | null = null;
  let load: number | null = null;

  return {
    async list() {
      const [, text] = await Promise.all([ask(apiUrl), ask(metricsUrl)]);
      const metrics = readMetrics(text);
      const now: Spent = { nodeId: metrics.nodeId, seconds: metrics.cpuSeconds, atMs: Date.now() };
      if (before?.nodeId !== now.nodeId) {
        const born: Spent = { nodeId: now.nodeId, seconds: 0, atMs: metrics.startedAtMs };
        load = shareOf(born, now, metrics.processors);
        before = now;
      } else if (now.atMs - before.atMs >= SHORTEST_MS) {
        load = shareOf(before, now, metrics.processors);
        before = now;
      }
      const { nodeId, rooms, clients } = metrics;
      const node: SeenNode = { nodeId, region, addresses, rooms, clients, load, state: 'serving', updatedAt: new Date(now.atMs) };
      return [node];
    },
    placesOf: () => Promise.resolve(null),
    close: () => Promise.resolve(),
  };
}

function shareOf(from: Spent, to: Spent, processors: number): number | null {
  const share = (to.seconds - from.seconds) / ((to.atMs - from.atMs) / 1000) / processors;
  return share >= 0 ? Math.min(share, 1) : null; // a counter does not go back, nor does time
}

/** Its health says no as soon as it has not looked at itself for four seconds. */
async function ask(url: string): Promise<string> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(READ_MS) });
  if (!answer.ok) throw new Error(`the media server answered ${answer.status}`);
  return answer.text();
}

function readMetrics(text: string) {
  const nodeId = /^livekit_room_total\{[^}]*node_id="([^"]+)"/m.exec(text)?.[1];
  if (nodeId === undefined) throw new Error('the metrics name no node');
  return {
    nodeId,
    rooms: valueOf(text, 'livekit_room_total'),
    clients: valueOf(text, 'livekit_participant_total'),
    cpuSeconds: valueOf(text, 'process_cpu_seconds_total'),
    startedAtMs: valueOf(text, 'process_start_time_seconds') * 1000,
    processors: valueOf(text, 'go_sched_gomaxprocs_threads'),
  };
}

function valueOf(text: string, name: string): number {
  const value = Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(text)?.[1]);
  if (!Number.isFinite(value)) throw new Error(`the metrics have no ${name}`);
  return value;
}
