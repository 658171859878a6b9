import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RouteAnswer } from '@sabha/domain/residency/route-contract';
import { createRouteReporter, type MediaSession, type Report, type RouteReporter } from './route-reporter.ts';

const inside: RouteAnswer = { standing: 'inside', siteName: { en: 'Delhi', hi: 'दिल्ली' }, relayed: false };
const session: MediaSession = { sid: 'PA_one', nodeId: 'ND_here', region: 'in-north' };

/** A connection whose selected pair a test moves. */
class FakePeer {
  connectionState = 'connected';
  address = '203.0.113.5';
  onChange: () => void = () => undefined;
  addEventListener(_event: string, listener: () => void) {
    this.onChange = listener;
  }
  async getStats() {
    const entries = [
      { id: 'T', type: 'transport', selectedCandidatePairId: 'P' },
      { id: 'P', type: 'candidate-pair', localCandidateId: 'L', remoteCandidateId: 'R' },
      { id: 'L', type: 'local-candidate', candidateType: 'host', protocol: 'udp' },
      { id: 'R', type: 'remote-candidate', candidateType: 'host', protocol: 'udp', address: this.address, port: 7882 },
    ];
    return new Map(entries.map((entry) => [entry.id, entry]));
  }
}

let peer: FakePeer;
let now: MediaSession | null;
let sent: Report[];
let answers: (() => Promise<RouteAnswer>)[];
let outside: string[];
let reporter: RouteReporter;
let stop: () => void = () => undefined;

beforeEach(() => {
  vi.useFakeTimers();
  peer = new FakePeer();
  now = session;
  sent = [];
  answers = [];
  outside = [];
  reporter = createRouteReporter({
    session: () => now,
    peers: () => [
      { peer: peer as unknown as RTCPeerConnection, iceServers: () => ['stun:203.0.113.5'], transport: () => 'publisher' },
    ],
    isInside: (address) => address.startsWith('203.0.113.'),
    send: (report) => {
      sent.push(report);
      return (answers.shift() ?? (async () => inside))();
    },
    onOutside: (end) => outside.push(end),
  });
  reporter.watch(peer as unknown as RTCPeerConnection);
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

const later = (ms: number) => vi.advanceTimersByTimeAsync(ms);
async function begin(): Promise<void> {
  stop = reporter.start();
  await later(0);
}
const numbers = () => sent.map(({ sequence }) => sequence);

describe('reports', () => {
  it('begin when the call does, and say what the server needs and no more', async () => {
    await begin();
    expect(sent).toMatchObject([
      { ...session, sequence: 1, iceServers: ['stun:203.0.113.5'], pairs: [{ transport: 'publisher' }] },
    ]);
    expect(reporter.state.get()).toEqual(inside);
  });

  it('follow a change at once when there is an event, and calmly when there is none', async () => {
    await begin();
    peer.address = '203.0.113.6';
    peer.onChange();
    await later(0);
    expect(numbers()).toEqual([1, 2]);
    peer.address = '203.0.113.7';
    await later(9_999);
    expect(numbers()).toEqual([1, 2]);
    await later(1);
    expect(numbers()).toEqual([1, 2, 3]);
  });

  it('are silent while nothing changes', async () => {
    await begin();
    await later(120_000);
    expect(numbers()).toEqual([1]);
  });

  it('are not made without a session or a connection, and nothing is claimed meanwhile', async () => {
    now = null;
    await begin();
    await later(10_000);
    now = session;
    peer.connectionState = 'connecting';
    await later(30_000);
    expect(sent).toEqual([]);
    expect(reporter.state.get()).toBeNull();
  });

  it('begin anew with a new session', async () => {
    await begin();
    now = { ...session, sid: 'PA_two' };
    await later(10_000);
    expect(sent.map(({ sid, sequence }) => `${sid} ${sequence}`)).toEqual(['PA_one 1', 'PA_two 1']);
  });

  it('are tried again soon when they were refused or lost, each time with a new number', async () => {
    answers = [() => Promise.reject(new Error('not_found')), () => Promise.reject(new Error('offline'))];
    await begin();
    expect(reporter.state.get()).toBeNull();
    await later(4_000);
    expect(numbers()).toEqual([1, 2, 3]);
    expect(reporter.state.get()).toEqual(inside);
  });

  it('do not storm a portal that is away', async () => {
    answers = Array.from({ length: 100 }, () => () => Promise.reject(new Error('offline')));
    await begin();
    await later(60_000);
    expect(sent.length).toBeLessThan(14);
  });
});

describe('an end outside', () => {
  it('ends the call at once by what the browser itself reads, and is reported as it is', async () => {
    await begin();
    peer.address = '198.51.100.7';
    peer.onChange();
    await later(0);
    expect(outside).toEqual(['198.51.100.7']);
    expect(sent.at(-1)?.pairs[0]?.remote.address).toBe('198.51.100.7');
  });

  it('ends the call when the portal says so', async () => {
    answers = [async () => ({ ...inside, standing: 'outside' })];
    await begin();
    expect(outside).toEqual(['']);
  });

  it('that the browser hides is waited for a little, then reported as hidden', async () => {
    await begin();
    peer.address = '';
    peer.onChange();
    await later(3_999);
    expect(sent).toHaveLength(1);
    await later(1);
    expect(sent.at(-1)?.pairs[0]?.remote.address).toBe('hidden');
  });
});
