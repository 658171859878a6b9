/** A page with nothing of ours but the fence, and a media server that is made up: whatever it says, it says to a real browser. */
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { rolldown } from 'rolldown';

const guard = fileURLToPath(new URL('../../apps/portal/src/call/fence/guard.ts', import.meta.url));

/** The fence as one script that leaves it in `sabhaFence`. */
export async function bundleFence(): Promise<string> {
  const bundle = await rolldown({ input: guard, platform: 'browser' });
  const { output } = await bundle.generate({ format: 'iife', name: 'sabhaFence' });
  await bundle.close();
  return output[0].code;
}

/** What the made-up server sends to the browser. */
export type Lie = Readonly<{
  /** In its answer, as whole lines. */
  lines?: readonly string[];
  /** One by one, after its answer. */
  candidates?: readonly string[];
  /** When the connection is made. */
  iceServers?: readonly string[];
  /** Later, with a new look for ways. */
  laterIceServers?: readonly string[];
  /** Whether it tries for itself whatever ends the browser tells it of. */
  reaches?: boolean;
}>;

type FencedPage = typeof globalThis & {
  sabhaFence?: {
    createFence(listeners: { onRefused(ends: unknown[]): void }): {
      keepWithin(bounds: { networks: string[]; hosts: string[] }): void;
      install(scope: unknown): () => void;
    };
  };
  refused: unknown[];
  serverPeer?: RTCPeerConnection;
};

/** Stands the fence around the page, with the bounds of a test policy. */
export async function raiseFence(page: Page, script: string, networks: readonly string[]): Promise<void> {
  await page.evaluate(script);
  await page.evaluate((within) => {
    const scope = globalThis as FencedPage;
    scope.refused = [];
    const fence = scope.sabhaFence?.createFence({ onRefused: (ends) => scope.refused.push(...ends) });
    fence?.install(scope);
    fence?.keepWithin({ networks: [...within], hosts: [] });
  }, networks);
}

/** Whether the made-up server got through to the browser by itself, from the ends that it named to nobody. */
export const isReached = (page: Page): Promise<boolean> =>
  page.evaluate(() => (globalThis as FencedPage).serverPeer?.iceConnectionState === 'connected');

export const refusedOn = (page: Page): Promise<readonly unknown[]> => page.evaluate(() => (globalThis as FencedPage).refused);

/** Connects to the made-up server. Its own end is a real one, from another realm that no fence stands around, without its ends. */
export async function connectTo(page: Page, lie: Lie): Promise<void> {
  await page.evaluate(async ({ lines = [], candidates = [], iceServers = [], laterIceServers, reaches = false }) => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const Unfenced = (frame.contentWindow as unknown as typeof globalThis).RTCPeerConnection;
    const server = new Unfenced();
    let answered: () => void = () => undefined;
    const whenAnswered = new Promise<void>((resolve) => (answered = resolve));
    const serversOf = (urls: readonly string[]) => urls.map((url) => ({ urls: url, username: 'u', credential: 'c' }));
    const client = new RTCPeerConnection({ iceServers: serversOf(iceServers) });
    (globalThis as FencedPage).serverPeer = server;
    client.addEventListener('icecandidate', ({ candidate }) => {
      if (reaches && candidate !== null) void whenAnswered.then(() => server.addIceCandidate(candidate.toJSON()));
    });
    client.createDataChannel('made up');
    await client.setLocalDescription();
    await server.setRemoteDescription({ type: 'offer', sdp: client.localDescription?.sdp ?? '' });
    const { sdp = '' } = await server.createAnswer();
    await server.setLocalDescription({ type: 'answer', sdp });
    answered();
    await client.setRemoteDescription({ type: 'answer', sdp: [sdp.trimEnd(), ...lines, ''].join('\r\n') });
    for (const candidate of candidates) {
      // What a browser cannot read at all it refuses by itself.
      await client.addIceCandidate({ candidate, sdpMid: '0', sdpMLineIndex: 0 }).catch(() => undefined);
    }
    if (laterIceServers === undefined) return;
    client.setConfiguration({ iceServers: serversOf(laterIceServers) });
    await client.setLocalDescription(await client.createOffer({ iceRestart: true }));
  }, lie);
}
