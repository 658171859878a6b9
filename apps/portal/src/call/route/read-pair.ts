/** The way that sound and picture really take, out of WebRTC's statistics (W3C webrtc-stats). Pure. */
import type { SelectedPair } from '@sabha/domain/residency/route';

/** Any kind of entry; browsers leave out what they do not know. */
type Entry = Readonly<{
  id: string;
  type: string;
  selectedCandidatePairId?: string;
  localCandidateId?: string;
  remoteCandidateId?: string;
  state?: string;
  nominated?: boolean;
  selected?: boolean;
  candidateType?: SelectedPair['localType'];
  protocol?: string;
  relayProtocol?: string;
  url?: string;
  address?: string | null;
  port?: number;
}>;

export type Reading = Readonly<{ transport: SelectedPair['transport']; iceServers: readonly string[] }>;

/** Null while no pair is selected. An address that the browser keeps to itself is the empty text. */
export function readPair(stats: Iterable<unknown>, { transport, iceServers }: Reading): SelectedPair | null {
  const entries = new Map([...stats].map((entry) => [(entry as Entry).id, entry as Entry]));
  const pair = selectedPair(entries);
  const local = entries.get(pair?.localCandidateId ?? '');
  const remote = entries.get(pair?.remoteCandidateId ?? '');
  if (!local || !remote) return null;
  return {
    transport,
    protocol: protocolOf(remote.protocol ?? local.protocol),
    remote: { address: remote.address ?? '', port: remote.port ?? 0, type: remote.candidateType ?? 'prflx' },
    localType: local.candidateType ?? 'prflx',
    relay: local.candidateType === 'relay' ? relayOf(local, iceServers) : null,
  };
}

/** Firefox names no pair in its transport: there it is the nominated one that works. */
function selectedPair(entries: ReadonlyMap<string, Entry>): Entry | undefined {
  const all = [...entries.values()];
  const named = all.find(({ type, selectedCandidatePairId }) => type === 'transport' && selectedCandidatePairId !== undefined);
  if (named?.selectedCandidatePairId !== undefined) return entries.get(named.selectedCandidatePairId);
  const pairs = all.filter(({ type }) => type === 'candidate-pair');
  return pairs.find(({ selected }) => selected === true) ?? pairs.find(({ nominated, state }) => nominated === true && state === 'succeeded'); // prettier-ignore
}

/**
 * Through which TURN server. A browser that does not say by which one relays by one of those that it was told, and the fence
 * has told it none outside: the first one that speaks the protocol stands for them.
 */
function relayOf({ url, relayProtocol }: Entry, iceServers: readonly string[]): SelectedPair['relay'] {
  const protocol = relayProtocol === 'tls' ? 'tls' : protocolOf(relayProtocol);
  const could = iceServers.filter((server) => (protocol === 'tls' ? /^turns:/ : /^turns?:/).test(server));
  const speaks = could.find((server) => (protocol === 'udp' ? !server.includes('=tcp') : server.includes('=tcp')));
  return { url: url ?? speaks ?? could[0] ?? 'unknown', protocol };
}

const protocolOf = (text: string | undefined): 'udp' | 'tcp' => (text === 'tcp' ? 'tcp' : 'udp');
