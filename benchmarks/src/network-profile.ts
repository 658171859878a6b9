import type { CDPSession } from 'playwright-core';

export type NetworkProfile = Readonly<{
  name: string;
  /** null leaves the network as it is: the machine's own loopback. */
  shape: Readonly<{ bitsPerSecond: number; roundTripMs: number }> | null;
  processorSlowdown: number;
}>;

export const fast: NetworkProfile = { name: 'fast', shape: null, processorSlowdown: 1 };

/** A cheap phone at the edge of the network's reach. */
export const slow: NetworkProfile = {
  name: '400 kbit/s, 400 ms, 4x CPU',
  shape: { bitsPerSecond: 400_000, roundTripMs: 400 },
  processorSlowdown: 4,
};

/** Shapes one page's network and processor. Chromium adds the round trip to every request and response, not to a handshake. */
export async function applyProfile(cdp: CDPSession, { shape, processorSlowdown }: NetworkProfile): Promise<void> {
  const throughput = shape === null ? -1 : shape.bitsPerSecond / 8;
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: shape?.roundTripMs ?? 0,
    downloadThroughput: throughput,
    uploadThroughput: throughput,
  });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: processorSlowdown });
}
