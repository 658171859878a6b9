import type { Browser, Page } from 'playwright-core';
import { openColdTab } from './chromium.ts';
import type { MediaServer } from './platform/media-server.ts';
import { applyProfile, type NetworkProfile } from './network-profile.ts';
import { clickToFrame, watchFirstFrame } from './probes/first-frame.ts';

/**
 * What the bare page sends: nothing, camera and microphone opened after the click (a page without a preview has to), or
 * the tracks that it held before, as a page with a preview does.
 */
export type BarePublishing = 'nothing' | 'captured' | 'held';

export type BareJoin = Readonly<{ origin: string; server: MediaServer; token: string; publishing: BarePublishing }>;

/** Milliseconds from the click to the first frame of the participant who is there already. */
export async function measureBareJoin(browser: Browser, join: BareJoin, profile: NetworkProfile): Promise<number> {
  const { context, page, cdp } = await openColdTab(browser);
  try {
    await page.addInitScript(watchFirstFrame);
    await openBarePage(page, join.origin, { url: join.server.browserUrl, token: join.token, publish: join.publishing });
    await applyProfile(cdp, profile);
    await page.getByRole('button', { name: 'Join' }).click();
    return await clickToFrame(page);
  } finally {
    await context.close();
  }
}

/** The participant whose picture is waited for: a bare page in a browser of its own. Ends when its tab is closed. */
export async function startSource(browser: Browser, join: Omit<BareJoin, 'publishing'>): Promise<Page> {
  const { page } = await openColdTab(browser);
  await openBarePage(page, join.origin, { url: join.server.browserUrl, token: join.token, publish: 'source' });
  await page.getByRole('button', { name: 'Join' }).click();
  await page.waitForFunction(() => document.title === 'joined');
  return page;
}

async function openBarePage(page: Page, origin: string, given: Readonly<Record<string, string>>): Promise<void> {
  await page.goto(`${origin}/#${new URLSearchParams(given)}`);
  await page.locator('button:enabled').waitFor();
}
