import type { Browser } from 'playwright-core';
import { ByteMeter, type Weight } from './byte-meter.ts';
import { openColdTab } from './chromium.ts';
import { applyProfile, type NetworkProfile } from './network-profile.ts';

export type PublicPage = Readonly<{ url: string; locale: 'en-IN' | 'hi-IN'; mustSay: readonly string[] }>;

/** Everything, fonts too, that a browser without script loads for the whole page. Throws when it does not say what it must. */
export async function weighWithoutScript(
  browser: Browser,
  { url, locale, mustSay }: PublicPage,
  profile: NetworkProfile,
): Promise<Weight> {
  const { context, page, cdp } = await openColdTab(browser, { javaScript: false, locale });
  try {
    const meter = await ByteMeter.attach(cdp);
    await applyProfile(cdp, profile);
    await page.goto(url);
    await meter.rest();
    const text = await page.locator('main').innerText();
    const missing = mustSay.filter((part) => !text.includes(part));
    if (missing.length > 0) throw new Error(`${url} does not say ${missing.join(', ')}`);
    return meter.weigh();
  } finally {
    await context.close();
  }
}
