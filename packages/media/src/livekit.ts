import { reached } from './call-livekit.ts';
import { recentNodes } from './nodes/recent-nodes.ts';
import { redisNodes } from './nodes/redis-nodes.ts';
import { singleNode } from './nodes/single-node.ts';
import { livekitRooms } from './rooms.ts';
import type { LivekitSettings, NodeSettings } from './settings.ts';
import { mintPass, type PassFor } from './token.ts';
import { webhookReader } from './webhook.ts';

const HEALTH_MS = 2_000;

/** The media server, whole: what `Media` in packages/api asks for. */
export function livekitMedia({ nodes, ...settings }: LivekitSettings & Readonly<{ nodes: NodeSettings }>) {
  const registry = 'redisUrl' in nodes ? redisNodes(nodes.redisUrl) : singleNode({ ...nodes, apiUrl: settings.apiUrl });
  return {
    ...livekitRooms(settings, registry),
    readNodes: recentNodes(registry, () => new Date()),
    placesOf: (rooms: readonly string[]) => reached(registry.placesOf(rooms)),
    close: () => registry.close(),
    readWebhook: webhookReader(settings),
    mintPass: (to: PassFor) => mintPass(settings, to),

    async isHealthy(): Promise<boolean> {
      try {
        const answer = await fetch(settings.apiUrl, { signal: AbortSignal.timeout(HEALTH_MS) });
        return answer.ok;
      } catch {
        return false; // whatever keeps it from answering, it is not there to serve
      }
    },
  };
}
