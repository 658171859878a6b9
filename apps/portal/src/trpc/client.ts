'use client';
/** The typed client of the islands. Plain: no cache and no React in it, an island keeps its own state. */
import type { ErrorData } from '@sabha/api/core/trpc';
import type { AppRouter } from '@sabha/api/root';
import { createTRPCClient, httpLink, httpSubscriptionLink, splitLink, TRPCClientError } from '@trpc/client';

const url = '/api/trpc';

/**
 * `await api.meeting.schedule.mutate({ … })`, `api.door.live.subscribe({ joinCode }, { onData })`. One request per call: what
 * is asked at once comes over one HTTP connection anyway, and a guess at a passcode cannot hide in a batch of a hundred.
 */
export const api = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: (operation) => operation.type === 'subscription',
      true: httpSubscriptionLink({ url }),
      false: httpLink({ url }),
    }),
  ],
});

/** What went wrong, to look a sentence up by; null when it was no answer of ours (the network, mostly). */
export function errorDataOf(error: unknown): ErrorData | null {
  if (!(error instanceof TRPCClientError)) return null;
  const data = error.data as ErrorData | null | undefined;
  return typeof data?.code === 'string' ? data : null;
}
