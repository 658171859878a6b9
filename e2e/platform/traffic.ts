import type { BrowserContext, Page } from 'playwright-core';

/** Tells of every address that this tab, its workers and its frames ask, by the browser's own word (DevTools protocol). */
export async function watchTraffic(context: BrowserContext, page: Page, tell: (url: string) => void): Promise<void> {
  const cdp = await context.newCDPSession(page);
  const note = (url: string) => {
    if (/^(?:https?|wss?):/.test(url)) tell(url);
  };
  cdp.on('Network.requestWillBeSent', ({ request }) => note(request.url));
  cdp.on('Network.webSocketCreated', ({ url }) => note(url));
  cdp.on('Network.webTransportCreated', ({ url }) => note(url));
  await cdp.send('Network.enable');
  // Workers have a target of their own; the context hears of their requests.
  context.on('request', (request) => note(request.url()));
}
