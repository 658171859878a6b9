import type { Page } from 'playwright-core';
import { expect } from 'vitest';

type Watched = typeof globalThis & { sabhaPeers: RTCPeerConnection[]; sabhaIceServers: string[]; sabhaMediaAsked: number };

/** Runs in the page before its scripts: keeps every peer connection and ICE server, and counts how often a device is asked for. */
export function watchPeers(): void {
  const watched = globalThis as Watched;
  watched.sabhaPeers = [];
  watched.sabhaIceServers = [];
  watched.sabhaMediaAsked = 0;
  const note = (configuration?: RTCConfiguration) =>
    watched.sabhaIceServers.push(...(configuration?.iceServers ?? []).flatMap(({ urls }) => urls));
  const Original = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = new Proxy(Original, {
    construct(target, args: ConstructorParameters<typeof RTCPeerConnection>) {
      note(args[0]);
      const peer = new target(...args);
      const configure = peer.setConfiguration.bind(peer);
      peer.setConfiguration = (configuration) => {
        note(configuration);
        configure(configuration);
      };
      watched.sabhaPeers.push(peer);
      return peer;
    },
  });
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) return;
  const ask = devices.getUserMedia.bind(devices);
  devices.getUserMedia = (constraints) => {
    watched.sabhaMediaAsked += 1;
    return ask(constraints);
  };
}

/** How long sound and pictures may take where no time is promised: two cores encode for everybody at once. */
const PATIENCE_MS = 45_000;

export type Received = Readonly<{ framesDecoded: number; videoStreams: number; audioEnergy: number; audioStreams: number }>;

/** Sums over the page's living peer connections what has been received and decoded so far (WebRTC statistics). */
export function received(page: Page): Promise<Received> {
  return page.evaluate(async () => {
    const sum = { framesDecoded: 0, videoStreams: 0, audioEnergy: 0, audioStreams: 0 };
    for (const peer of (globalThis as Watched).sabhaPeers) {
      if (peer.connectionState === 'closed') continue;
      for (const report of (await peer.getStats()).values() as Iterable<RTCInboundRtpStreamStats>) {
        if (report.type !== 'inbound-rtp') continue;
        if (report.kind === 'video') {
          sum.framesDecoded += report.framesDecoded ?? 0;
          sum.videoStreams += (report.framesDecoded ?? 0) > 0 ? 1 : 0;
        } else {
          sum.audioEnergy += report.totalAudioEnergy ?? 0;
          sum.audioStreams += 1;
        }
      }
    }
    return sum;
  });
}

/** Polls until `frames` more video frames have been decoded on this page than when asked, whoever has come or gone since. */
export async function expectFramesToFlow(page: Page, frames = 10, timeout = PATIENCE_MS): Promise<void> {
  const before = await framesByStream(page);
  const decodedSince = async () => {
    const now = Object.entries(await framesByStream(page));
    return now.reduce((sum, [stream, decoded]) => sum + decoded - (before[stream] ?? 0), 0);
  };
  await expect.poll(decodedSince, { timeout, interval: 200, message: 'video frames decoded' }).toBeGreaterThanOrEqual(frames);
}

/** The statistics of a stream go when its sender does, so that a sum over all may fall. */
function framesByStream(page: Page): Promise<Readonly<Record<string, number>>> {
  return page.evaluate(async () => {
    const frames: Record<string, number> = {};
    for (const [index, peer] of (globalThis as Watched).sabhaPeers.entries()) {
      if (peer.connectionState === 'closed') continue;
      for (const report of (await peer.getStats()).values() as Iterable<RTCInboundRtpStreamStats>) {
        if (report.type === 'inbound-rtp' && report.kind === 'video') frames[`${index} ${report.id}`] = report.framesDecoded ?? 0;
      }
    }
    return frames;
  });
}

/** Polls until sound has been heard: the energy of what was decoded grows (silence adds none). */
export async function expectSound(page: Page, timeout = PATIENCE_MS): Promise<void> {
  const before = (await received(page)).audioEnergy;
  await expect
    .poll(async () => (await received(page)).audioEnergy - before, { timeout, interval: 200, message: 'audio energy received' })
    .toBeGreaterThan(0.0001);
}

/** Polls until nothing is heard any more: between two looks, further apart than the beeps of the fake microphone, no energy came. */
export async function expectSilence(page: Page, timeout = PATIENCE_MS): Promise<void> {
  let before = Number.NEGATIVE_INFINITY;
  const heardSince = async () => {
    const now = (await received(page)).audioEnergy;
    const heard = now - before;
    before = now;
    return heard;
  };
  await expect.poll(heardSince, { timeout, interval: 1_500, message: 'audio energy still received' }).toBeLessThan(0.0001);
}

/** Every address that the page was told to ask for a way through firewalls. */
export function iceServersOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => (globalThis as Watched).sabhaIceServers);
}

/** The other ends of the page's media connections, as `address:port`. */
export function mediaAddressesOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const found = new Set<string>();
    for (const peer of (globalThis as Watched).sabhaPeers) {
      if (peer.connectionState === 'closed') continue;
      for (const report of (await peer.getStats()).values() as Iterable<RTCStats & { address?: string; port?: number }>) {
        if (report.type === 'remote-candidate') found.add(`${report.address ?? '?'}:${report.port ?? '?'}`);
      }
    }
    return [...found];
  });
}

export function timesMediaWasAsked(page: Page): Promise<number> {
  return page.evaluate(() => (globalThis as Watched).sabhaMediaAsked);
}
