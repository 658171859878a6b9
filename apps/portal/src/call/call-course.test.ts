import { DisconnectReason } from 'livekit-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallPass } from '@sabha/domain/meeting/room-contract';
import { CallRefused } from './call-actions.ts';
import { createCourse, type CallCourse } from './call-course.ts';
import type { Connection, ConnectionListener } from './connection.ts';
import { door } from './testing/door.ts';

const pass = (token: string, mayPublish = true): CallPass => ({
  url: 'ws://media.test',
  token,
  identity: 'p1',
  role: mayPublish ? 'participant' : 'audience',
  mayPublish,
  mayShareScreen: false,
  mayChat: true,
  residency: { networks: ['127.0.0.0/8'], hosts: [], policyHash: 'h', siteName: null },
});

class FakeConnection implements Connection {
  readonly connected: string[] = [];
  disconnects = 0;
  fails = 0;
  listener: ConnectionListener | undefined;
  isSupported = () => true;
  async connect({ token }: CallPass) {
    if (this.fails-- > 0) throw new Error('no way through');
    this.connected.push(token);
  }
  async disconnect() {
    this.disconnects += 1;
  }
  listen(listener: ConnectionListener) {
    this.listener = listener;
    return () => (this.listener = undefined);
  }
}

describe('the course of a call', () => {
  let connection: FakeConnection;
  let passes: (() => Promise<CallPass>)[];
  let asked: number;
  let left: number;
  let published: string[];
  let closed: number;
  let course: CallCourse;

  beforeEach(() => {
    vi.useFakeTimers();
    connection = new FakeConnection();
    passes = [];
    asked = left = closed = 0;
    published = [];
    course = createCourse({
      actions: {
        getPass: () => (passes.shift() ?? (async () => pass(`pass-${asked}`)))().finally(() => (asked += 1)),
        leave: async () => void (left += 1),
      },
      connection,
      door: door({ role: 'audience' }),
      random: () => 0.5,
      onConnected: ({ token }) => published.push(token),
      onClosed: () => (closed += 1),
    });
  });
  afterEach(() => vi.useRealTimers());

  const phase = () => course.state.get().phase;
  const settle = () => vi.advanceTimersByTimeAsync(0);

  it('fetches a pass, connects and publishes', async () => {
    course.start();
    await settle();
    expect(phase()).toEqual({ kind: 'live' });
    expect(published).toEqual(['pass-0']);
  });

  it('asks for a new pass after the media server died, later and later, until it is let in', async () => {
    course.start();
    await settle();
    connection.fails = 2;
    connection.listener?.lost(undefined);
    expect(phase()).toEqual({ kind: 'rejoining', attempt: 0, why: 'lost' });
    await vi.advanceTimersByTimeAsync(300);
    expect(phase()).toEqual({ kind: 'rejoining', attempt: 1, why: 'lost' });
    await vi.advanceTimersByTimeAsync(799);
    expect(asked).toBe(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(phase()).toEqual({ kind: 'rejoining', attempt: 2, why: 'lost' });
    await vi.advanceTimersByTimeAsync(1_500);
    expect(phase()).toEqual({ kind: 'live' });
    expect(published).toEqual(['pass-0', 'pass-3']);
  });

  it('keeps trying while the portal itself is away', async () => {
    passes = [() => Promise.reject(new TypeError('Failed to fetch'))];
    course.start();
    await settle();
    expect(phase()).toEqual({ kind: 'rejoining', attempt: 0, why: 'lost' });
    await vi.advanceTimersByTimeAsync(300);
    expect(phase()).toEqual({ kind: 'live' });
  });

  it('waits in the queue with its place kept, and goes in when a media server may take it', async () => {
    const full = () => Promise.reject(new CallRefused('media_unavailable', 'r1', 'overloaded'));
    passes = [full, full];
    course.start();
    await settle();
    expect(phase()).toEqual({ kind: 'queued', attempt: 0, why: 'full' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(phase()).toEqual({ kind: 'queued', attempt: 1, why: 'full' });
    await vi.advanceTimersByTimeAsync(1_999);
    expect([asked, connection.connected]).toEqual([2, []]);
    await vi.advanceTimersByTimeAsync(1);
    expect(phase()).toEqual({ kind: 'live' });
    expect(closed).toBe(0);
  });

  it('does not come back for one who was removed', async () => {
    passes = [async () => pass('first'), () => Promise.reject(new CallRefused('removed_by_host', 'r7'))];
    course.start();
    await settle();
    connection.listener?.lost(DisconnectReason.PARTICIPANT_REMOVED);
    await vi.advanceTimersByTimeAsync(300);
    expect(phase()).toEqual({ kind: 'ended', reason: 'removed', id: 'r7' });
    expect(closed).toBe(1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toBe(2);
  });

  it('tries at once when the network comes back, and only once', async () => {
    passes = [() => Promise.reject(new CallRefused('too_many_attempts', null))];
    course.start();
    await settle();
    course.retryNow();
    await settle();
    expect(phase()).toEqual({ kind: 'live' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toBe(2);
  });

  it('goes on stage with a new pass and back with another', async () => {
    passes = [async () => pass('watch', false), async () => pass('speak'), async () => pass('watch-again', false)];
    course.start();
    await settle();
    course.doorChanged(door({ role: 'audience', stage: 'on_stage' }));
    expect(phase()).toEqual({ kind: 'joining', as: 'speaker' });
    await settle();
    course.doorChanged(door({ role: 'audience', stage: 'none' }));
    await settle();
    expect(connection.connected).toEqual(['watch', 'speak', 'watch-again']);
  });

  it('does not hear an attempt that was overtaken', async () => {
    let answer: (value: CallPass) => void = () => undefined;
    passes = [() => new Promise((resolve) => (answer = resolve))];
    course.start();
    await settle();
    await course.leave();
    answer(pass('too-late'));
    await settle();
    expect(connection.connected).toEqual([]);
    expect(phase()).toMatchObject({ kind: 'ended', reason: 'left' });
    expect(left).toBe(1);
  });

  it('takes the call over again from a second tab', async () => {
    course.start();
    await settle();
    connection.listener?.lost(DisconnectReason.DUPLICATE_IDENTITY);
    expect(phase()).toMatchObject({ kind: 'ended', reason: 'elsewhere' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toBe(1);
    course.comeBack();
    await settle();
    expect(phase()).toEqual({ kind: 'live' });
  });
});
