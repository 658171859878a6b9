import { listenToMeetings, type MeetingListener } from '@sabha/db/listen';
import { networksOf } from '../core/network.ts';
import type { LiveBus } from '../core/services.ts';
import { StreamCount, type StreamLimits } from './stream-count.ts';
import { Watcher } from './watcher.ts';

export type BusLimits = StreamLimits &
  Readonly<{
    /** A subscriber reads anew at most this often: a burst of changes costs each of them one reading. */
    restMs: number;
    /** The oldest that a stream becomes, up to half as much again: those that began together do not end together. */
    ageMs: number;
  }>;

const usual: BusLimits = { restMs: 100, ageMs: 60 * 60_000, perHolder: 6, perAddress: 2_000 };

type Options = Readonly<{ limits?: Partial<BusLimits>; random?: () => number }>;

/** @param databaseUrl the application's role; the process listens from the first watcher on, over one connection. */
export function openLiveBus(databaseUrl: string, { limits = {}, random = Math.random }: Options = {}): LiveBus {
  const { restMs, ageMs, ...streamLimits } = { ...usual, ...limits };
  const watchers = new Map<string, Set<Watcher>>();
  const streams = new StreamCount(streamLimits);
  const closing = new AbortController();
  let listener: MeetingListener | undefined;

  async function listen(): Promise<void> {
    const opened = (listener ??= listenToMeetings(databaseUrl, {
      changed(change) {
        const concerned = watchers.get(change.meetingId) ?? new Set();
        for (const watcher of concerned) watcher.hear(change, concerned.size);
      },
      resumed() {
        const all = [...watchers.values()].flatMap((some) => [...some]);
        for (const watcher of all) watcher.wakeAmong(all.length);
      },
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
    async *watch(meetingId, signal, { holder, address, participantId }) {
      await listen();
      const watcher = new Watcher({ signal: AbortSignal.any([signal, closing.signal]), participantId, random });
      const aging = setTimeout(() => watcher.dismiss(), ageMs * (1 + random() / 2)).unref();
      const others = watchers.get(meetingId) ?? new Set();
      let leave = () => {};
      try {
        leave = streams.enter(watcher, { holder: `${meetingId}/${holder}`, address: networksOf(address)[0] ?? '' });
        watchers.set(meetingId, others.add(watcher));
        while (await watcher.woken()) {
          yield;
          await watcher.rest(restMs);
        }
      } finally {
        clearTimeout(aging);
        leave();
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
