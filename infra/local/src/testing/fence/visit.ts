/** A page with nothing in it but livekit-client: no portal, and no fence of the browser's own. */
import { createRequire } from 'node:module';
import { type Browser, chromium } from 'playwright-core';

export type Pass = Readonly<{ url: string; token: string }>;
export type Visit = Readonly<{
  /** The far ends that its media goes to now. */
  ends(): Promise<readonly string[]>;
  leave(): Promise<void>;
}>;

/** Its build for a script tag, which is the one for require as well. */
const client = createRequire(import.meta.url).resolve('livekit-client');

export function launchPlain(executablePath: string): Promise<Browser> {
  // Else it asks for its own address's name by multicast on every link, as none of those does who may use the microphone.
  const noMulticast = '--disable-features=WebRtcHideLocalIpsWithMdns';
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    noMulticast,
  ];
  return chromium.launch({ executablePath, headless: true, args });
}

/** Joins. @throws when it is not let in, or finds no way for its media. */
export async function visit(browser: Browser, pass: Pass): Promise<Visit> {
  const page = await browser.newPage();
  await page.addInitScript(KEEP_PEERS);
  // From the media server itself: browsers let no page of another network speak to private addresses.
  await page.goto(pass.url.replace(/^ws/, 'http')).catch(() => undefined);
  await page.addScriptTag({ path: client });
  try {
    await page.evaluate(`(${JOIN})(${JSON.stringify(pass)})`);
  } catch (error) {
    await page.close();
    throw error;
  }
  return { ends: () => page.evaluate(ENDS), leave: () => page.close() };
}

/** Run in the page, where there is a DOM and here is none: so they are texts. */
const KEEP_PEERS = `
  globalThis.peers = [];
  const Own = RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Own { constructor(...all) { super(...all); peers.push(this); } };`;

const JOIN = `async ({ url, token }) => new LivekitClient.Room().connect(url, token)`;

const ENDS = `(async () => {
  const ends = new Set();
  for (const peer of peers) {
    const all = await peer.getStats();
    for (const { type, selectedCandidatePairId } of all.values()) {
      const pair = type === 'transport' && all.get(selectedCandidatePairId);
      if (pair) ends.add(all.get(pair.remoteCandidateId).address);
    }
  }
  return [...ends];
})()`;
