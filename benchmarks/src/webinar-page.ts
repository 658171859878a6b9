import type { Browser, Page } from 'playwright-core';
import { ByteMeter, type Weight } from './byte-meter.ts';
import { openColdTab } from './chromium.ts';
import { applyProfile, type NetworkProfile } from './network-profile.ts';

export type WebinarRun = Readonly<{
  /** Everything, fonts too, that a browser without script loads for the whole page. */
  withoutScript: Weight;
  /** What had come when the page was first painted, script on. */
  untilPainted: Weight;
  paintedAt: number;
  untilRest: Weight;
}>;

export type WebinarExpectation = Readonly<{ url: string; locale: 'en-IN' | 'hi-IN'; mustSay: readonly string[] }>;

/** Throws when the page is not complete without script: what it must say is missing, or its way in leads nowhere. */
export async function measureWebinar(
  browser: Browser,
  expected: WebinarExpectation,
  profile: NetworkProfile,
): Promise<WebinarRun> {
  const withoutScript = await inTab(browser, { javaScript: false, locale: expected.locale, profile }, async (page, meter) => {
    await page.goto(expected.url);
    await meter.rest();
    await requireComplete(page, expected.mustSay);
    const weight = meter.weigh();
    await requireWayIn(page);
    return weight;
  });
  return inTab(browser, { javaScript: true, locale: expected.locale, profile }, async (page, meter) => {
    await page.goto(expected.url);
    await meter.rest();
    await requireComplete(page, expected.mustSay);
    const paintedAt = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
    if (paintedAt === undefined) throw new Error('the webinar page was never painted');
    return { withoutScript, untilPainted: meter.weigh(paintedAt), paintedAt, untilRest: meter.weigh() };
  });
}

type Tab = Readonly<{ javaScript: boolean; locale: string; profile: NetworkProfile }>;

async function inTab<T>(
  browser: Browser,
  { javaScript, locale, profile }: Tab,
  measure: (page: Page, meter: ByteMeter) => Promise<T>,
): Promise<T> {
  const { context, page, cdp } = await openColdTab(browser, { javaScript, locale });
  try {
    const meter = await ByteMeter.attach(cdp);
    await applyProfile(cdp, profile);
    return await measure(page, meter);
  } finally {
    await context.close();
  }
}

async function requireComplete(page: Page, mustSay: readonly string[]): Promise<void> {
  const text = await page.locator('main').innerText();
  const missing = mustSay.filter((part) => !text.includes(part));
  if (missing.length > 0) throw new Error(`the webinar page does not say ${missing.join(', ')}`);
}

/** Without a script, by the page's own button: it has to end in the room. */
async function requireWayIn(page: Page): Promise<void> {
  await page.locator('main form[method=post] button[type=submit]').first().click();
  await page.waitForURL(/\/room(?:\?|$)/, { waitUntil: 'commit', timeout: 60_000 });
}
