import type { Page } from 'playwright-core';

type Marks = { firstFrameAt?: number; peers: RTCPeerConnection[] };
type Probed = typeof globalThis & { sabhaTruth: Marks };

/** Runs in the page before its scripts: keeps every peer connection, and notes the first frame of somebody else that was painted. */
export function probe(): void {
  const marks: Marks = { peers: [] };
  (globalThis as Probed).sabhaTruth = marks;
  const remote = new WeakSet<MediaStreamTrack>();
  globalThis.RTCPeerConnection = new Proxy(globalThis.RTCPeerConnection, {
    construct(target, args: ConstructorParameters<typeof RTCPeerConnection>) {
      const peer = new target(...args);
      peer.addEventListener('track', ({ track }) => remote.add(track));
      marks.peers.push(peer);
      return peer;
    },
  });
  const watched = new WeakSet<HTMLVideoElement>();
  const watch = (video: HTMLVideoElement) => {
    if (watched.has(video)) return;
    watched.add(video);
    const onFrame = (now: number) => {
      const stream = video.srcObject;
      const isRemote = stream instanceof MediaStream && stream.getVideoTracks().some((track) => remote.has(track));
      if (isRemote && video.isConnected && video.getClientRects().length > 0) marks.firstFrameAt ??= performance.timeOrigin + now;
      else video.requestVideoFrameCallback(onFrame);
    };
    video.requestVideoFrameCallback(onFrame);
  };
  const watchAll = () => document.querySelectorAll('video').forEach(watch);
  new MutationObserver(watchAll).observe(document, { childList: true, subtree: true });
}

/** When the first frame was painted, milliseconds since 1970. */
export async function firstFrameAt(page: Page): Promise<number> {
  const found = await page.waitForFunction(() => (globalThis as Probed).sabhaTruth.firstFrameAt, undefined, {
    polling: 50,
    timeout: 30_000,
  });
  return (await found.jsonValue()) ?? Number.NaN;
}

/** WebRTC statistics: freezes of the picture (`freezeCount`), gaps in the sound (`concealmentEvents`), frames that were shown. */
export type Heard = Readonly<{ freezes: number; gaps: number; frames: number }>;

export function heard(page: Page): Promise<Heard> {
  return page.evaluate(async () => {
    const sum = { freezes: 0, gaps: 0, frames: 0 };
    for (const peer of (globalThis as Probed).sabhaTruth.peers) {
      if (peer.connectionState === 'closed') continue;
      for (const report of (await peer.getStats()).values() as Iterable<RTCInboundRtpStreamStats & { freezeCount?: number }>) {
        if (report.type !== 'inbound-rtp') continue;
        sum.freezes += report.freezeCount ?? 0;
        sum.gaps += report.kind === 'audio' ? (report.concealmentEvents ?? 0) : 0;
        sum.frames += report.framesDecoded ?? 0;
      }
    }
    return sum;
  });
}
