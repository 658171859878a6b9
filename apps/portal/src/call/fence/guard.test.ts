import { beforeEach, describe, expect, it } from 'vitest';
import type { RefusedEnd } from '@sabha/domain/residency/route-contract';
import { createFence, type Fence } from './guard.ts';

/** What reaches the browser's own connection. */
class BarePeer {
  connectionState = 'new';
  readonly got: unknown[] = [];
  constructor(configuration?: RTCConfiguration) {
    this.got.push(configuration);
  }
  setConfiguration(configuration?: RTCConfiguration) {
    this.got.push(configuration);
  }
  async setRemoteDescription(description: RTCSessionDescriptionInit) {
    this.got.push(description);
  }
  async addIceCandidate(candidate?: RTCIceCandidateInit | null) {
    this.got.push(candidate);
  }
  async createOffer() {
    return { type: 'offer', sdp: 'v=0\r\na=candidate:1 1 udp 2122260223 192.168.1.7 40000 typ host\r\n' };
  }
  async createAnswer() {
    return this.createOffer();
  }
  addEventListener(): void {}
}

const bounds = { networks: ['203.0.113.0/26'], hosts: [] };
const foreign = 'candidate:1 1 udp 2130706431 198.51.100.7 7882 typ host';
const ours = 'candidate:1 1 udp 2130706431 203.0.113.5 7882 typ host';
const own = { urls: ['stun:203.0.113.5'] };
const stranger = { urls: ['stun:stun.l.google.com:19302'] };

let scope: { RTCPeerConnection: typeof RTCPeerConnection };
let refused: RefusedEnd[];
let fence: Fence;
let uninstall: () => void;

beforeEach(() => {
  scope = { RTCPeerConnection: BarePeer as unknown as typeof RTCPeerConnection };
  refused = [];
  fence = createFence({ onRefused: (ends) => refused.push(...ends) });
  uninstall = fence.install(scope);
  fence.keepWithin(bounds);
});

const open = (configuration?: RTCConfiguration) => new scope.RTCPeerConnection(configuration);
const got = (peer: RTCPeerConnection) => (peer as unknown as BarePeer).got;

describe('a connection', () => {
  it('is not opened before a pass has said where media may go', () => {
    const early = { RTCPeerConnection: BarePeer as unknown as typeof RTCPeerConnection };
    createFence({ onRefused: () => undefined }).install(early);
    expect(() => new early.RTCPeerConnection()).toThrow('no pass');
  });

  it('asks no server outside, at its making or later', () => {
    const peer = open({ iceServers: [own, stranger], iceTransportPolicy: 'relay' });
    peer.setConfiguration({ iceServers: [stranger] });
    expect(got(peer)).toEqual([{ iceServers: [own], iceTransportPolicy: 'relay' }, { iceServers: [] }]);
    expect(refused.map(({ what }) => what)).toEqual(['ice_server', 'ice_server']);
    expect(fence.peers()[0]?.iceServers()).toEqual(['stun:203.0.113.5', 'stun:stun.l.google.com:19302']);
  });

  it('is told of no end outside, in a description or by itself', async () => {
    const peer = open();
    await peer.setRemoteDescription({ type: 'answer', sdp: `v=0\r\na=${foreign}\r\na=${ours}\r\n` });
    await peer.addIceCandidate({ candidate: foreign, sdpMid: '0' });
    await peer.addIceCandidate({ candidate: ours, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'abcd' });
    expect(got(peer).slice(1)).toEqual([
      { type: 'answer', sdp: `v=0\r\na=${ours}\r\n` },
      { candidate: ours, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'abcd' },
    ]);
    expect(refused).toEqual([
      { what: 'candidate', end: '198.51.100.7' },
      { what: 'candidate', end: '198.51.100.7' },
    ]);
  });

  it('hears that there are no more candidates', async () => {
    const peer = open();
    await peer.addIceCandidate();
    await peer.addIceCandidate(null);
    await peer.addIceCandidate({ candidate: '', sdpMid: '0' });
    expect(got(peer).slice(1)).toMatchObject([undefined, null, { candidate: '', sdpMid: '0' }]);
    expect(refused).toEqual([]);
  });

  it('tells nobody where itself can be reached', async () => {
    expect(await open().createOffer()).toEqual({ type: 'offer', sdp: 'v=0\r\n' });
  });

  it('cannot be given back its own methods', () => {
    const peer = open();
    expect(() => Object.assign(peer, { addIceCandidate: () => undefined })).toThrow(TypeError);
  });

  it('is held although somebody wraps the constructor as well, and hands out a class of their own', async () => {
    uninstall();
    scope.RTCPeerConnection = new Proxy(scope.RTCPeerConnection, { construct: (target, given) => new target(...(given as [])) });
    fence.install(scope);
    const peer = open({ iceServers: [stranger] });
    await peer.addIceCandidate({ candidate: foreign });
    expect(got(peer)).toEqual([{ iceServers: [] }]);
    expect(peer).toBeInstanceOf(scope.RTCPeerConnection);
  });

  it('follows the newest pass', async () => {
    const peer = open();
    fence.keepWithin({ networks: ['198.51.100.0/24'], hosts: [] });
    await peer.addIceCandidate({ candidate: foreign });
    expect(refused).toEqual([]);
  });
});

describe('the fence', () => {
  it('knows what is open and which way it was made', async () => {
    const [first, second] = [open(), open()];
    await second.setRemoteDescription({ type: 'offer', sdp: 'v=0\r\n' });
    expect(fence.peers().map((fenced) => fenced.transport())).toEqual(['publisher', 'subscriber']);
    (first as unknown as BarePeer).connectionState = 'closed';
    expect(fence.peers().map(({ peer }) => peer)).toEqual([second]);
  });

  it('goes with the call', () => {
    uninstall();
    expect(scope.RTCPeerConnection).toBe(BarePeer);
  });
});
