import { type Browser, type BrowserContext, type BrowserServer, chromium } from 'playwright-core';
import { quietFlags } from '../../infra/local/src/setup/chromium-flags.ts';
import { chromium as browserProgram, programPath } from '../../infra/local/src/setup/debian-program.ts';
import { watchPeers } from './peers.ts';

/** Fake devices: a moving picture, slow enough for two cores, and a beep each second. */
const flags = [...quietFlags, '--use-fake-device-for-media-stream=fps=10', '--autoplay-policy=no-user-gesture-required'];

/** Camera and microphone are there for whoever asks, and nobody is asked. */
const neverAsks = '--use-fake-ui-for-media-stream';

/** In place of one camera; of fake microphones and speakers there are several anyway. */
export const moreCameras = '--use-fake-device-for-media-stream=device-count=3,fps=10';
/** The second of them sees depth, which no browser sends. */
export const [firstCamera, otherCamera] = ['fake_device_0', 'fake_device_2'];

export const phone = { width: 360, height: 740 };
/** The narrowest that pages are made for. */
export const smallPhone = { width: 320, height: 640 };
export const desktop = { width: 1280, height: 800 };

export type BrowserOptions = Readonly<{
  flags?: readonly string[];
  /** Lends devices to those alone who have allowed it (PersonOptions.mayCapture): the others have refused. */
  asks?: boolean;
  /** Debian's, unless told otherwise. */
  program?: string;
}>;

export function launchBrowser({ flags: further = [], asks = false, program }: BrowserOptions = {}): Promise<Browser> {
  const args = [...flags, ...(asks ? [] : [neverAsks]), ...further];
  return chromium.launch({ executablePath: program ?? programPath(browserProgram), headless: true, args });
}

/** A browser whose process is at hand, to be killed. */
export function serveBrowser(): Promise<BrowserServer> {
  return chromium.launchServer({ executablePath: programPath(browserProgram), headless: true, args: [...flags, neverAsks] });
}

export function connectBrowser(server: BrowserServer): Promise<Browser> {
  return chromium.connect(server.wsEndpoint());
}

export type PersonOptions = Readonly<{
  locale?: 'en-IN' | 'hi-IN';
  viewport?: typeof phone;
  javaScript?: boolean;
  colourScheme?: 'light' | 'dark';
  /** The person has allowed camera and microphone, unless told otherwise. */
  mayCapture?: boolean;
}>;

/** A browser profile of one person's own, with nothing in it. */
export async function newPerson(browser: Browser, options: PersonOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext({
    locale: options.locale ?? 'en-IN',
    viewport: options.viewport ?? desktop,
    javaScriptEnabled: options.javaScript ?? true,
    colorScheme: options.colourScheme ?? 'light',
    permissions: options.mayCapture === false ? [] : ['camera', 'microphone'],
  });
  context.setDefaultTimeout(30_000);
  await context.addInitScript(watchPeers);
  return context;
}
