/**
 * The browser's own fence. A Content-Security-Policy does not govern ICE, so a media server could send a browser anywhere: by
 * a STUN or TURN server to ask, or by a candidate to try. Here it is sent nowhere outside the policy, not for one packet.
 */
import type { Bounds } from '@sabha/domain/residency/ice-server';
import type { RefusedEnd } from '@sabha/domain/residency/route-contract';
import { inspectCandidate, inspectDescription, inspectIceServers } from './inspect.ts';
import { withholdOwnEnds } from './withhold.ts';

/** A connection as the reports need it. */
export type FencedPeer = Readonly<{
  peer: RTCPeerConnection;
  /** Every server it was told to ask, allowed or not. */
  iceServers(): readonly string[];
  /** LiveKit's words: the server offers on the subscriber's connection, the client on the publisher's. */
  transport(): 'publisher' | 'subscriber';
}>;

export type Fence = Readonly<{
  /** From the newest pass. Before the first one nothing may be opened. */
  keepWithin(bounds: Bounds): void;
  /** Those that are open. */
  peers(): readonly FencedPeer[];
  /** Holds until the returned function is called. */
  install(scope: Scope): () => void;
}>;

type Scope = { RTCPeerConnection: typeof RTCPeerConnection };
type Listeners = Readonly<{ onRefused(ends: readonly RefusedEnd[]): void; onOpened?(peer: RTCPeerConnection): void }>;

export function createFence(listeners: Listeners): Fence {
  return new HeldFence(listeners);
}

class HeldFence implements Fence {
  #bounds: Bounds | null = null;
  readonly #listeners: Listeners;
  readonly #peers = new Set<FencedPeer>();

  constructor(listeners: Listeners) {
    this.#listeners = listeners;
  }

  keepWithin({ networks, hosts }: Bounds): void {
    this.#bounds = { networks, hosts };
  }

  peers(): readonly FencedPeer[] {
    for (const fenced of this.#peers) if (fenced.peer.connectionState === 'closed') this.#peers.delete(fenced);
    return [...this.#peers];
  }

  install(scope: Scope): () => void {
    const before = scope.RTCPeerConnection;
    const guarded = new Proxy(before, {
      construct: (target, [configuration]: [RTCConfiguration?], newTarget) => {
        const { kept, asked } = this.#inspectConfiguration(configuration);
        const peer = Reflect.construct(target, [kept], newTarget) as RTCPeerConnection;
        this.#enclose(peer, asked);
        return peer;
      },
    });
    scope.RTCPeerConnection = guarded;
    return () => {
      if (scope.RTCPeerConnection === guarded) scope.RTCPeerConnection = before;
    };
  }

  /** On the connection itself and not by a subclass: others wrap the constructor too, and may hand out another class. */
  #enclose(peer: RTCPeerConnection, firstAsked: readonly string[]): void {
    withholdOwnEnds(peer);
    const asked = new Set(firstAsked);
    let transport: ReturnType<FencedPeer['transport']> = 'publisher';
    const own = peer as Promised;
    const [configure, describe, add] = [
      own.setConfiguration.bind(own),
      own.setRemoteDescription.bind(own),
      own.addIceCandidate.bind(own),
    ];
    replace(peer, 'setConfiguration', (configuration?: RTCConfiguration) => {
      const inspected = this.#inspectConfiguration(configuration);
      for (const url of inspected.asked) asked.add(url);
      configure(inspected.kept);
    });
    replace(peer, 'setRemoteDescription', async ({ type, sdp }: RTCSessionDescriptionInit) => {
      if (type === 'offer') transport = 'subscriber';
      return describe({ type, sdp: this.#heed(inspectDescription(this.#within(), sdp ?? '')) });
    });
    replace(peer, 'addIceCandidate', async (candidate?: RTCIceCandidateInit | null) => {
      const kept = this.#heed(inspectCandidate(this.#within(), candidate?.candidate ?? ''));
      if (kept !== null) await (candidate ? add(withText(candidate, kept)) : add(candidate));
    });
    this.#peers.add({ peer, iceServers: () => [...asked], transport: () => transport });
    this.#listeners.onOpened?.(peer);
  }

  #inspectConfiguration(configuration: RTCConfiguration = {}): Readonly<{ kept: RTCConfiguration; asked: readonly string[] }> {
    const inspected = inspectIceServers(this.#within(), configuration.iceServers);
    return { kept: { ...configuration, iceServers: this.#heed(inspected) }, asked: inspected.asked };
  }

  #heed<T>({ kept, refused }: Readonly<{ kept: T; refused: readonly RefusedEnd[] }>): T {
    if (refused.length > 0) this.#listeners.onRefused(refused);
    return kept;
  }

  #within(): Bounds {
    if (this.#bounds === null) throw new Error('no pass has said yet where media may go');
    return this.#bounds;
  }
}

/** The methods in their form of today, without callbacks. */
type Promised = Readonly<{
  setConfiguration(configuration?: RTCConfiguration): void;
  setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void>;
  addIceCandidate(candidate?: RTCIceCandidateInit | null): Promise<void>;
}>;

function replace(peer: RTCPeerConnection, name: keyof Promised, value: (argument: never) => unknown): void {
  Object.defineProperty(peer, name, { value, writable: false, configurable: false });
}

/** Field by field: of a browser's own object a spread would copy nothing. */
function withText({ sdpMid = null, sdpMLineIndex = null, usernameFragment = null }: RTCIceCandidateInit, candidate: string) {
  return { candidate, sdpMid, sdpMLineIndex, usernameFragment };
}
