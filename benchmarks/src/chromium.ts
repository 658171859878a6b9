import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core';
import { quietFlags } from '../../infra/local/src/setup/chromium-flags.ts';
import { chromium as browserProgram, programPath } from '../../infra/local/src/setup/debian-program.ts';

/** Fake devices, and nobody is asked for them while a time is taken. */
const flags = [
  ...quietFlags,
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
];

export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: programPath(browserProgram), headless: true, args: flags });
}

export type ColdTab = Readonly<{ context: BrowserContext; page: Page; cdp: CDPSession }>;

/** A phone-sized tab of a new profile: nothing cached, no cookies but those given. */
export async function openColdTab(browser: Browser, options: { javaScript?: boolean; locale?: string } = {}): Promise<ColdTab> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    locale: options.locale ?? 'en-IN',
    javaScriptEnabled: options.javaScript ?? true,
    permissions: ['camera', 'microphone'],
  });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  return { context, page, cdp: await context.newCDPSession(page) };
}
