import { type TrackedEnvelope, tracked } from '@trpc/server';
import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Added to the input of every subscription: what the client received last, sent by it when it reconnects. */
export const resumable = { lastEventId: z.string().max(100).nullish() };

export type Snapshots<T> = AsyncGenerator<TrackedEnvelope<T>, void>;

/**
 * A subscription: the whole state at every wake-up, nothing when it reads the same as what was sent last. `read` decides
 * anew each time whether the subscriber may still see it, and throws when not. Ends by itself after a final state.
 */
export async function* snapshots<T>(
  wakes: AsyncIterable<void>,
  read: () => Promise<T>,
  { isFinal, lastEventId }: Readonly<{ isFinal(state: T): boolean; lastEventId: string | null | undefined }>,
): Snapshots<T> {
  let sent = lastEventId ?? undefined;
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- a wake-up carries nothing
  for await (const wake of wakes) {
    const state = await read();
    const id = createHash('sha256').update(JSON.stringify(state)).digest('base64url').slice(0, 22);
    if (id !== sent) yield tracked(id, state);
    sent = id;
    if (isFinal(state)) return;
  }
}
