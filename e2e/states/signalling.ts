/** The page's own connection for signalling, to say on it what livekit-client would say. */
import { CandidateProtocol, SignalRequest, SimulateScenario } from '@livekit/protocol';
import type { BrowserContext, Page } from 'playwright-core';

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

/** As livekit-client does it where nothing else gets through (`force-tls`): from then on LiveKit names TURN over TLS alone. */
export async function askForTls(page: Page): Promise<void> {
  const request = new SignalRequest({ message: { case: 'simulate', value } }).toBinary();
  await page.evaluate(
    (bytes) => {
      const open = (globalThis as Keeping).sabhaSockets.filter((socket) => /\/rtc/.test(socket.url) && socket.readyState === 1);
      if (open.length === 0) throw new Error('there is no signalling');
      for (const socket of open) socket.send(new Uint8Array(bytes));
    },
    [...request],
  );
}
