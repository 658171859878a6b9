import type { Page } from 'playwright-core';

type Marks = { clickedAt?: number; frameAt?: number };
type Probed = typeof globalThis & { sabhaFirstFrame: Marks };

/**
 * Runs in the page before its own scripts. Notes the last click and the first frame of somebody else that reached the
 * screen: a track is somebody else's when a peer connection brought it, and a frame is painted when the video that shows
 * it is in the page, has a size, and the browser reports the frame as presented.
 */
export function watchFirstFrame(): void {
  const marks: Marks = {};
  (globalThis as Probed).sabhaFirstFrame = marks;
  document.addEventListener('click', (event) => (marks.clickedAt = event.timeStamp), { capture: true });

  const remote = new WeakSet<MediaStreamTrack>();
  globalThis.RTCPeerConnection = new Proxy(globalThis.RTCPeerConnection, {
    construct(target, args: ConstructorParameters<typeof RTCPeerConnection>) {
      const peer = new target(...args);
      peer.addEventListener('track', ({ track }) => remote.add(track));
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
      if (isRemote && video.isConnected && video.getClientRects().length > 0) marks.frameAt ??= now;
      else video.requestVideoFrameCallback(onFrame);
    };
    video.requestVideoFrameCallback(onFrame);
  };
  new MutationObserver(() => document.querySelectorAll('video').forEach(watch)).observe(document, {
    childList: true,
    subtree: true,
  });
}

/** Milliseconds from the last click to the first frame painted. */
export async function clickToFrame(page: Page): Promise<number> {
  const found = await page.waitForFunction(
    () => {
      const { clickedAt, frameAt } = (globalThis as Probed).sabhaFirstFrame;
      return clickedAt === undefined || frameAt === undefined ? undefined : frameAt - clickedAt;
    },
    undefined,
    { polling: 50, timeout: 60_000 },
  );
  const took = await found.jsonValue();
  if (took === undefined || took <= 0) throw new Error(`the frame does not follow the click (${took})`);
  return took;
}
