import { webhookReader } from './webhook.ts';
import { livekitRooms } from './rooms.ts';
import type { LivekitSettings } from './settings.ts';
import { mintPass, type PassFor } from './token.ts';

const HEALTH_MS = 2_000;

/** The media server, whole: what `Media` in packages/api asks for. */
export function livekitMedia(settings: LivekitSettings) {
  return {
    ...livekitRooms(settings),
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
