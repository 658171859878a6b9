import { lt } from 'drizzle-orm';
import type { WriteTx } from '../connect.ts';
import { webhookEvents } from '../schema/participants.ts';

/** False when the event was handled before. Held by the transaction that handles it: if that fails, it was not. */
export async function claimEvent(tx: WriteTx, { id, event }: Readonly<{ id: string; event: string }>): Promise<boolean> {
  const claimed = await tx.insert(webhookEvents).values({ id, event }).onConflictDoNothing().returning({ id: webhookEvents.id });
  return claimed.length > 0;
}

/** How many there were. The media server repeats an event for minutes at most, and its signature holds no longer. */
export async function forgetEvents(tx: WriteTx, before: Date): Promise<number> {
  const gone = await tx.delete(webhookEvents).where(lt(webhookEvents.receivedAt, before)).returning({ id: webhookEvents.id });
  return gone.length;
}
