import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RefusedEnd } from '@sabha/domain/residency/route-contract';
import { followRoute } from './followed-route.ts';

/** Enough of the browser's class for the fence to stand in front of. */
class BarePeer {
  connectionState = 'new';
  setConfiguration(): void {}
  async setRemoteDescription() {}
  async addIceCandidate() {}
  async createOffer() {}
  async createAnswer() {}
  addEventListener(): void {}
}

let told: (readonly RefusedEnd[])[];
let fails: number;
let ended: number;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('RTCPeerConnection', BarePeer);
  told = [];
  fails = ended = 0;
  const route = followRoute({
    actions: {
      reportRoute: () => Promise.reject(new Error('not asked')),
      reportRefusal: async (ends) => {
        if (fails-- > 0) throw new Error('offline');
        told.push(ends);
      },
    },
    session: () => null,
    onOutside: () => (ended += 1),
  });
  stop = route.start();
  route.keepWithin({ networks: ['203.0.113.0/26'], hosts: [] });
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const goAbroad = () => new RTCPeerConnection({ iceServers: [{ urls: 'stun:stun.l.google.com:19302' }] });
const end = { what: 'ice_server', end: 'stun:stun.l.google.com:19302' };

it('ends the call at the first end outside, and tells of each once', async () => {
  goAbroad();
  goAbroad();
  await vi.advanceTimersByTimeAsync(0);
  expect(ended).toBe(2);
  expect(told).toEqual([[end]]);
});

it('tells again when the portal was away', async () => {
  fails = 2;
  goAbroad();
  await vi.advanceTimersByTimeAsync(4_000);
  expect(told).toEqual([[end]]);
});

it('leaves the page as it was', () => {
  stop();
  expect(globalThis.RTCPeerConnection).toBe(BarePeer);
});
