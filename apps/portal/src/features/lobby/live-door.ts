/** The door as the server pushes it, without React: what each event makes of what the person sees, and when to ask anew. */
import type { ErrorCode } from '@sabha/domain/errors';
import type { DoorView } from '@sabha/domain/meeting/room-contract';
import { rejoinDelay } from '../../call/retry-delay.ts';
import { errorDataOf } from '../../trpc/client.ts';

export type LiveDoor = Readonly<{
  door: DoorView;
  isOffline: boolean;
  /** Why nothing will come any more: the session has ended, or the person is not expected here any longer. */
  refusal: ErrorCode | null;
}>;

export type DoorListener = Readonly<{
  onData(event: Readonly<{ data: DoorView }>): void;
  onConnectionStateChange(connection: Readonly<{ state: string; error: unknown }>): void;
  onError(error: unknown): void;
}>;
type Subscribe = (listener: DoorListener) => Readonly<{ unsubscribe(): void }>;
type Update = (change: (before: LiveDoor) => LiveDoor) => void;

/** Returns what ends it. */
export function followDoor(subscribe: Subscribe, update: Update, random: () => number): () => void {
  let subscription: ReturnType<Subscribe> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  const begin = () => {
    subscription = subscribe({
      onData({ data }) {
        failures = 0;
        update(() => ({ door: data, isOffline: false, refusal: null }));
      },
      // The link connects again by itself, and we do after it gave up; until one has, the person is told.
      onConnectionStateChange: ({ state, error }) =>
        update((before) => ({ ...before, isOffline: state === 'connecting' && (error !== null || failures > 0) })),
      // The link has given up. An answer of ours is the last word; a proxy's, or one to a crowd, is none.
      onError(error) {
        const code = errorDataOf(error)?.code ?? null;
        if (code !== null && code !== 'too_many_attempts') {
          update((before) => ({ ...before, isOffline: false, refusal: code }));
          return;
        }
        update((before) => ({ ...before, isOffline: true }));
        timer = setTimeout(begin, rejoinDelay(failures++, code !== null, random));
      },
    });
  };
  begin();
  return () => {
    clearTimeout(timer);
    subscription?.unsubscribe();
  };
}
