import type { DoorView } from '@sabha/domain/meeting/room-contract';
import { TRPCClientError } from '@trpc/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followDoor, type DoorListener, type LiveDoor } from './live-door.ts';

const door = { status: 'waiting' } as DoorView;
let live: LiveDoor;
let listeners: DoorListener[];
let ended: number;
let leave: () => void;
const last = () => listeners.at(-1)!;

beforeEach(() => {
  vi.useFakeTimers();
  live = { door, isOffline: false, refusal: null };
  listeners = [];
  ended = 0;
  const subscribe = (listener: DoorListener) => {
    listeners.push(listener);
    return { unsubscribe: () => void (ended += 1) };
  };
  leave = followDoor(
    subscribe,
    (change) => (live = change(live)),
    () => 0.5,
  );
});
afterEach(() => void vi.useRealTimers());

/** As the link makes it of an answer of ours. */
const answer = (code: string) =>
  TRPCClientError.from({ error: { code: -32001, message: code, data: { code, id: 'r1', evidence: {} } } } as never);

test.each(['join_refused', 'not_signed_in'])('%s is the last word, and is told instead of "waiting"', (code) => {
  last().onError(answer(code));
  expect(live).toEqual({ door, isOffline: false, refusal: code });
  vi.runAllTimers();
  expect(listeners).toHaveLength(1);
});

test.each([
  ['a proxy whose portal is away', TRPCClientError.from(new Error('closed')), 300],
  ['a crowd behind one address', answer('too_many_attempts'), 30_000],
])('after %s the place is kept, and asked for anew', (_what, error, afterMs) => {
  last().onError(error);
  expect(live).toEqual({ door, isOffline: true, refusal: null });
  vi.advanceTimersByTime(afterMs - 1);
  expect(listeners).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(listeners).toHaveLength(2);
  last().onConnectionStateChange({ state: 'connecting', error: null });
  expect(live.isOffline).toBe(true);
  last().onData({ data: { ...door, status: 'admitted' } });
  expect(live).toEqual({ door: { status: 'admitted' }, isOffline: false, refusal: null });
});

test('whoever leaves asks for nothing any more', () => {
  last().onError(new Error('closed'));
  leave();
  vi.runAllTimers();
  expect([listeners.length, ended]).toEqual([1, 1]);
});
