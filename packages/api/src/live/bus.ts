import { listenToMeetings, type MeetingListener } from '@sabha/db/listen';
import type { MeetingChange } from '@sabha/db/stores/notify';
import { setTimeout } from 'node:timers/promises';
import type { LiveBus } from '../core/services.ts';

/** A subscriber reads anew at most this often: a burst of changes costs each of them one reading. */
const REST_MS = 100;

/** @param databaseUrl the application's role; the process listens from the first watcher on, over one connection. */
export function openLiveBus(databaseUrl: string): LiveBus {
  const watchers = new Map<string, Set<Watcher>>();
  const closing = new AbortController();
  let listener: MeetingListener | undefined;

  async function listen(): Promise<void> {
    const opened = (listener ??= listenToMeetings(databaseUrl, {
      changed: (change) => watchers.get(change.meetingId)?.forEach((watcher) => watcher.hear(change)),
      resumed: () => watchers.forEach((some) => some.forEach((watcher) => watcher.wake())),
    }));
    try {
      await opened.ready;
    } catch (error) {
      if (listener === opened) listener = undefined; // the next watcher tries anew
      await opened.close();
      throw error;
    }
  }

  return {
    async *watch(meetingId, signal, participantId) {
      await listen();
      const watcher = new Watcher(AbortSignal.any([signal, closing.signal]), participantId);
      const others = watchers.get(meetingId) ?? new Set();
      watchers.set(meetingId, others.add(watcher));
      try {
        while (await watcher.woken()) {
          yield;
          await watcher.rest(REST_MS);
        }
      } finally {
        watcher.close();
        others.delete(watcher);
        if (others.size === 0 && watchers.get(meetingId) === others) watchers.delete(meetingId);
      }
    },
    async close() {
      closing.abort();
      await listener?.close();
    },
  };
}

/** One subscriber. It is born awake, so that the first reading comes after it listens and nothing falls between. */
class Watcher {
  readonly #signal: AbortSignal;
  readonly #participantId: string | undefined;
  readonly #onAbort = () => this.#stir();
  #isAwake = true;
  #stir: () => void = () => undefined;

  constructor(signal: AbortSignal, participantId: string | undefined) {
    this.#signal = signal;
    this.#participantId = participantId;
    signal.addEventListener('abort', this.#onAbort);
  }

  hear({ participantId }: MeetingChange): void {
    const concerns = participantId === null || this.#participantId === undefined || participantId === this.#participantId;
    if (concerns) this.wake();
  }

  wake(): void {
    this.#isAwake = true;
    this.#stir();
  }

  /** False when the subscriber has gone. */
  async woken(): Promise<boolean> {
    if (!this.#isAwake && !this.#signal.aborted) await new Promise<void>((resolve) => (this.#stir = resolve));
    this.#isAwake = false;
    return !this.#signal.aborted;
  }

  /** Cut short when the subscriber goes. */
  async rest(ms: number): Promise<void> {
    await setTimeout(ms, undefined, { signal: this.#signal, ref: false }).catch(() => undefined);
  }

  close(): void {
    this.#signal.removeEventListener('abort', this.#onAbort);
  }
}
