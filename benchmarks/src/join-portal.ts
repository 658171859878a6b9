import type { Browser, BrowserContext, Page } from 'playwright-core';
import { ByteMeter } from './byte-meter.ts';
import { openColdTab } from './chromium.ts';
import { applyProfile, type NetworkProfile } from './network-profile.ts';
import { clickToFrame, watchFirstFrame } from './probes/first-frame.ts';

export type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

/** A participant whom the host has let in already: the click leads straight into the call. */
export type PortalJoin = Readonly<{ roomUrl: string; cookies: Cookies; joinButton: string }>;

/** Milliseconds from the click on the preview's button to the first frame of the participant who is there already. */
export async function measurePortalJoin(browser: Browser, join: PortalJoin, profile: NetworkProfile): Promise<number> {
  const { context, page, cdp } = await openColdTab(browser);
  try {
    await context.addCookies(join.cookies);
    const meter = await ByteMeter.attach(cdp);
    await page.addInitScript(watchFirstFrame);
    await page.goto(join.roomUrl);
    const button = page.getByRole('button', { name: join.joinButton });
    await button.and(page.locator(':enabled')).waitFor();
    await ownPictureMoves(page);
    await meter.rest();
    await applyProfile(cdp, profile);
    await button.click();
    return await clickToFrame(page);
  } finally {
    await context.close();
  }
}

/** The preview holds camera and microphone, as the bare page does that holds its tracks before the click. */
async function ownPictureMoves(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('video')].some((video) => video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA),
  );
}
