/** By which way a page's sound and picture go. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** `tls`: by the TURN server's port 443 alone. */
export type Way = Readonly<{ family: 4 | 6; by: 'udp' | 'tls' }>;

type Pair = Readonly<{ relay: string | null; remote: string }>;

/** Polls until the page has connections and each of them goes that way. */
export async function expectWay(page: Page, { family, by }: Way): Promise<void> {
  const wayOf = ({ relay, remote }: Pair) => `${relay ?? 'udp'} over IPv${remote.includes(':') ? 6 : 4}`;
  const ways = async () => [...new Set((await pairsOf(page)).map(wayOf))];
  await expect.poll(ways, { timeout: 30_000, interval: 200, message: 'the ways of media' }).toEqual([`${by} over IPv${family}`]);
}

/** The pairs that are in use (WebRTC statistics). */
function pairsOf(page: Page): Promise<readonly Pair[]> {
  return page.evaluate(async () => {
    const pairs: Pair[] = [];
    for (const peer of (globalThis as typeof globalThis & { sabhaPeers: RTCPeerConnection[] }).sabhaPeers) {
      if (peer.connectionState === 'closed') continue;
      const all = (await peer.getStats()) as unknown as ReadonlyMap<string, Report>;
      for (const { selectedCandidatePairId } of all.values()) {
        const { localCandidateId = '', remoteCandidateId = '' } = all.get(selectedCandidatePairId ?? '') ?? {};
        const [local, remote] = [all.get(localCandidateId), all.get(remoteCandidateId)];
        if (local !== undefined) pairs.push({ relay: local.relayProtocol ?? null, remote: remote?.address ?? '' });
      }
    }
    return pairs;
  });
}

/** What is read of it: of a transport, of a pair, of a candidate. */
type Report = Readonly<{
  selectedCandidatePairId?: string;
  localCandidateId?: string;
  remoteCandidateId?: string;
  relayProtocol?: string;
  address?: string;
}>;
