/**
 * What a browser does not tell a media server: where itself can be reached. A server that knows no address of it cannot reach
 * for it from wherever it likes (RFC 8445, section 7.3.1.3: whoever is asked answers), so that every packet goes first to an
 * end that the fence let through. Servers with an address of their own lose nothing: they learn the browser's from its checks.
 */
import { readCandidate, writeCandidate } from './candidate.ts';

/** Only what a TURN server lent remains: its address is inside, and it hears nobody whom the browser has not called. */
export function withholdFromDescription(sdp: string): string {
  const lines = sdp.split(/\r\n|\n/).flatMap((line) => {
    if (line.startsWith('a=candidate:')) {
      const kept = withholdFromCandidate(line.slice(2));
      return kept === null ? [] : `a=${kept}`;
    }
    if (line.startsWith('c=')) return 'c=IN IP4 0.0.0.0';
    return line.startsWith('a=rtcp:') ? 'a=rtcp:9 IN IP4 0.0.0.0' : line;
  });
  return lines.join('\r\n');
}

/** Null: not to be told. */
export function withholdFromCandidate(text: string): string | null {
  const candidate = readCandidate(text);
  return candidate?.type === 'relay' ? writeCandidate(candidate) : null;
}

/** Has it tell nothing else, by whichever way it is asked. To be called before anybody else listens to it. */
export function withholdOwnEnds(peer: RTCPeerConnection): void {
  const ours = new WeakSet<Event>();
  peer.addEventListener('icecandidate', (event) => {
    if (ours.has(event) || !event.candidate?.candidate) return;
    event.stopImmediatePropagation();
    const kept = withholdFromCandidate(event.candidate.candidate);
    if (kept === null) return;
    const { sdpMid, sdpMLineIndex, usernameFragment } = event.candidate;
    const candidate = new RTCIceCandidate({ candidate: kept, sdpMid, sdpMLineIndex, usernameFragment });
    const told = new RTCPeerConnectionIceEvent('icecandidate', { candidate });
    ours.add(told);
    peer.dispatchEvent(told);
  });
  withholdInDescriptions(peer);
}

type Describing = Readonly<{
  createOffer(options?: RTCOfferOptions): Promise<RTCSessionDescriptionInit>;
  createAnswer(options?: RTCAnswerOptions): Promise<RTCSessionDescriptionInit>;
}>;

function withholdInDescriptions(peer: RTCPeerConnection): void {
  for (const name of ['createOffer', 'createAnswer'] as const) {
    const own = peer as Describing;
    const create = own[name].bind(own);
    const value = async (options?: RTCOfferOptions) => {
      const { type, sdp = '' } = await create(options);
      return { type, sdp: withholdFromDescription(sdp) };
    };
    Object.defineProperty(peer, name, { value, writable: false, configurable: false });
  }
  for (const name of ['localDescription', 'currentLocalDescription', 'pendingLocalDescription'] as const) {
    const read = () => Reflect.get(Object.getPrototypeOf(peer) as object, name, peer) as RTCSessionDescription | null;
    const get = () => {
      const whole = read();
      return whole && new RTCSessionDescription({ type: whole.type, sdp: withholdFromDescription(whole.sdp) });
    };
    Object.defineProperty(peer, name, { get, configurable: false });
  }
}
