import type { Page } from 'playwright-core';

/**
 * Has the media server name one more server to ask, as one would that was set up wrongly or by a stranger. Its answer to the join
 * is LiveKit's SignalResponse (protobuf): what stands behind it of the same field is read into it, so the lie is only appended.
 */
export async function nameStranger(page: Page, url: string): Promise<void> {
  const lie = field(JOIN, field(ICE_SERVERS, field(URLS, Buffer.from(url))));
  await page.routeWebSocket(/\/rtc/, (browser) => {
    const server = browser.connectToServer();
    let isFirst = true;
    browser.onMessage((message) => server.send(message));
    server.onMessage((message) => {
      browser.send(isFirst ? Buffer.concat([Buffer.from(message), lie]) : message);
      isFirst = false;
    });
  });
}

/** Numbers of fields in livekit_rtc.proto: SignalResponse.join, JoinResponse.ice_servers, ICEServer.urls. */
const [JOIN, ICE_SERVERS, URLS] = [1, 5, 1];

/** A field that holds bytes (wire type 2); short enough for a length of one byte. */
function field(number: number, bytes: Buffer): Buffer {
  if (bytes.length > 127) throw new RangeError('too long for one byte of length');
  return Buffer.concat([Buffer.of((number << 3) | 2, bytes.length), bytes]);
}
