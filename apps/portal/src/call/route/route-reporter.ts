/**
 * Tells the portal where this person's sound and picture go: when the call begins, and whenever that changes. Headless; it
 * reads what the browser measures, and knows by itself nothing of what is allowed but the fence's bounds.
 */
import type { RouteAnswer } from '@sabha/domain/residency/route-contract';
import type { RouteReport, SelectedPair } from '@sabha/domain/residency/route';
import { createStore, type Store } from '../store.ts';
import type { FencedPeer } from '../fence/guard.ts';
import { readPair } from './read-pair.ts';

/** LiveKit's session, by the media server's own word; null while there is none. */
export type MediaSession = Pick<RouteReport, 'sid' | 'nodeId' | 'region'>;
export type Report = Omit<RouteReport, 'joinCode'>;

export type ReporterParts = Readonly<{
  session(): MediaSession | null;
  peers(): readonly FencedPeer[];
  isInside(address: string): boolean;
  send(report: Report): Promise<RouteAnswer>;
  /** The pair in use lies outside by the browser's own reading, or the server says so: `end` is empty then. */
  onOutside(end: string): void;
}>;

/** Null: nobody knows yet. */
export type RouteState = RouteAnswer | null;

export type RouteReporter = Readonly<{
  state: Store<RouteState>;
  /** Watches a connection for changes. */
  watch(peer: Pick<RTCPeerConnection, 'addEventListener'>): void;
  /** Reports now and from here on. Returns what ends it. */
  start(): () => void;
}>;

/** A pair may change without an event, rarely. */
const CALM_MS = 10_000;
/** The media server's word of a session may be on its way to the portal still. */
const SOON_MS = 2_000;
const SOON_TRIES = 5;
/** A browser hides an end that was not signalled to it, until it is: seconds. After this many looks it is told as hidden. */
const HIDDEN_LOOKS = 3;

export function createRouteReporter(parts: ReporterParts): RouteReporter {
  return new Reporter(parts);
}

class Reporter implements RouteReporter {
  readonly state = createStore<RouteState>(null);
  readonly #parts: ReporterParts;
  #sid = '';
  #sequence = 0;
  /** The last reading that the portal has taken. */
  #told = '';
  #hiddenLooks = 0;
  #failures = 0;
  #isRunning = false;
  #isLooking = false;
  #isStale = false;
  #soon: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: ReporterParts) {
    this.#parts = parts;
  }

  watch(peer: Pick<RTCPeerConnection, 'addEventListener'>): void {
    for (const event of ['iceconnectionstatechange', 'connectionstatechange']) peer.addEventListener(event, this.#look);
  }

  start(): () => void {
    this.#isRunning = true;
    const calm = setInterval(this.#look, CALM_MS);
    this.#look();
    return () => {
      this.#isRunning = false;
      clearInterval(calm);
      clearTimeout(this.#soon);
    };
  }

  /** One look after the other; what changes during one is looked at after it. */
  readonly #look = (): void => {
    if (!this.#isRunning) return;
    if (this.#isLooking) {
      this.#isStale = true;
      return;
    }
    this.#isLooking = true;
    void this.#tell().finally(() => {
      this.#isLooking = false;
      if (!this.#isStale) return;
      this.#isStale = false;
      this.#look();
    });
  };

  async #tell(): Promise<void> {
    const session = this.#parts.session();
    if (session === null) return;
    if (session.sid !== this.#sid) this.#begin(session.sid);
    const pairs = await this.#readPairs();
    if (pairs.length === 0 || this.#mayBecomeClear(pairs)) return;
    const strange = pairs.find(({ remote }) => remote.address !== '' && !this.#parts.isInside(remote.address));
    if (strange) this.#parts.onOutside(strange.remote.address);
    await this.#send(session, pairs.map(withHiddenNamed));
  }

  #begin(sid: string): void {
    this.#sid = sid;
    this.#sequence = 0;
    this.#told = '';
    this.#hiddenLooks = 0;
    this.state.set(null);
  }

  async #readPairs(): Promise<readonly SelectedPair[]> {
    const open = this.#parts.peers().filter(({ peer }) => peer.connectionState === 'connected');
    const read = await Promise.all(
      open.map(async ({ peer, transport, iceServers }) => {
        const stats = (await peer.getStats()) as unknown as ReadonlyMap<string, unknown>;
        return readPair(stats.values(), { transport: transport(), iceServers: iceServers() });
      }),
    );
    return read.filter((pair) => pair !== null);
  }

  #mayBecomeClear(pairs: readonly SelectedPair[]): boolean {
    this.#hiddenLooks = pairs.some(({ remote }) => remote.address === '') ? this.#hiddenLooks + 1 : 0;
    const mayWait = this.#hiddenLooks > 0 && this.#hiddenLooks < HIDDEN_LOOKS;
    if (mayWait) this.#lookSoon();
    return mayWait;
  }

  async #send(session: MediaSession, pairs: readonly SelectedPair[]): Promise<void> {
    const iceServers = [...new Set(this.#parts.peers().flatMap((fenced) => fenced.iceServers()))].slice(0, 20);
    const reading = { ...session, iceServers, pairs: pairs.slice(0, 4) };
    const text = JSON.stringify(reading);
    if (text === this.#told) return;
    try {
      // A number is spent by the attempt: an answer that was lost must not make the next report a repetition.
      const answer = await this.#parts.send({ ...reading, sequence: (this.#sequence += 1) });
      if (session.sid !== this.#sid) return;
      this.#told = text;
      this.#failures = 0;
      this.state.set(answer);
      if (answer.standing === 'outside') this.#parts.onOutside('');
    } catch {
      // Refused or not heard: the next look tries again, and until then nothing is claimed.
      this.state.set(null);
      this.#failures += 1;
      if (this.#failures <= SOON_TRIES) this.#lookSoon();
    }
  }

  #lookSoon(): void {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(this.#look, SOON_MS);
  }
}

function withHiddenNamed(pair: SelectedPair): SelectedPair {
  return pair.remote.address === '' ? { ...pair, remote: { ...pair.remote, address: 'hidden' } } : pair;
}
