/** The page's own connection for signalling, to say on it what livekit-client would say. */
import { CandidateProtocol, SignalRequest, SimulateScenario } from '@livekit/protocol';
import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';

type Keeping = typeof globalThis & { sabhaSockets: WebSocket[] };

const value = new SimulateScenario({ scenario: { case: 'switchCandidateProtocol', value: CandidateProtocol.TLS } });

/** To be called before pages are opened. */
export async function keepSignalling(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const sockets: WebSocket[] = [];
    (globalThis as Keeping).sabhaSockets = sockets;
    globalThis.WebSocket = new Proxy(globalThis.WebSocket, {
      construct(target, args: ConstructorParameters<typeof WebSocket>) {
        const socket = new target(...args);
        sockets.push(socket);
        return socket;
      },
    });
  });
}

/**
 * As livekit-client does it where nothing else gets through (`force-tls`): from then on LiveKit names TURN over TLS alone. A call
 * may be between two connections just now, as after its media server was started anew; it is waited for.
 */
export async function askForTls(page: Page): Promise<void> {
  const request = new SignalRequest({ message: { case: 'simulate', value } }).toBinary();
  const ask = (bytes: number[]) => {
    const open = (globalThis as Keeping).sabhaSockets.filter((socket) => /\/rtc/.test(socket.url) && socket.readyState === 1);
    for (const socket of open) socket.send(new Uint8Array(bytes));
    return open.length;
  };
  const message = 'the page speaks to the media server';
  await expect.poll(() => page.evaluate(ask, [...request]), { timeout: 30_000, interval: 100, message }).toBeGreaterThan(0);
}
