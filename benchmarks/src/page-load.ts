import type { Browser, Page } from 'playwright-core';
import { ByteMeter, type Weight } from './byte-meter.ts';
import { openColdTab } from './chromium.ts';
import { applyProfile, type NetworkProfile } from './network-profile.ts';
import { fieldAfterwards, fieldUsableAt, watchNameField } from './probes/name-field.ts';

export const nameField = 'input[name=displayName]';

export type Opened = Readonly<{ url: string; locale: 'en-IN' | 'hi-IN' }>;

export type FieldRun = Readonly<{
  /** Milliseconds from the navigation until a person can type and send. */
  usableAt: number;
  /** Until React has taken the page over; null where there is none, and then there is nothing left to wait for. */
  hydratedAt: number | null;
  blockedMs: number;
  untilUsable: Weight;
  untilRest: Weight;
  /** What was typed at the first moment is still there when the page has come to rest. */
  typedSurvives: boolean;
}>;

const typed = 'Asha';

/** Opens the page in a new profile, types as soon as that is possible, and waits until it loads nothing more. */
export async function measureField(browser: Browser, { url, locale }: Opened, profile: NetworkProfile): Promise<FieldRun> {
  const { context, page, cdp } = await openColdTab(browser, { locale });
  try {
    const meter = await ByteMeter.attach(cdp);
    await applyProfile(cdp, profile);
    await page.addInitScript(watchNameField, nameField);
    await page.goto(url, { waitUntil: 'commit' });
    const usableAt = await fieldUsableAt(page);
    await page.locator(nameField).pressSequentially(typed);
    await meter.rest();
    const afterwards = await fieldAfterwards(page);
    return {
      usableAt,
      ...afterwards,
      untilUsable: meter.weigh(usableAt),
      untilRest: meter.weigh(),
      typedSurvives: (await page.locator(nameField).inputValue()) === typed,
    };
  } finally {
    await context.close();
  }
}

export type Door = Readonly<{ url: string; passcode: string }>;

/** Fills the door's form in at the first moment, sends it, and says where that led: the proof that it was usable. */
export async function sendAtOnce(browser: Browser, door: Door, profile: NetworkProfile): Promise<string> {
  const { context, page, cdp } = await openColdTab(browser);
  try {
    await applyProfile(cdp, profile);
    await page.addInitScript(watchNameField, nameField);
    await page.goto(door.url, { waitUntil: 'commit' });
    await fieldUsableAt(page);
    const posted = page.waitForRequest((request) => request.method() === 'POST' && request.isNavigationRequest());
    await goThrough(page, door);
    const sent = new URLSearchParams((await posted).postData() ?? '');
    if (sent.get('displayName') !== typed) throw new Error('the form was sent without the name that was typed');
    return new URL(page.url()).pathname;
  } finally {
    await context.close();
  }
}

/** What the room still loads when somebody has stayed at its door until nothing more was fetched ahead. */
export async function weighRoomAfterDoor(browser: Browser, door: Door): Promise<Weight> {
  const { context, page, cdp } = await openColdTab(browser);
  try {
    const atDoor = await ByteMeter.attach(cdp);
    await page.goto(door.url);
    await atDoor.rest();
    const inRoom = await ByteMeter.attach(cdp);
    await goThrough(page, door);
    await inRoom.rest();
    return inRoom.weigh();
  } finally {
    await context.close();
  }
}

async function goThrough(page: Page, { passcode }: Door): Promise<void> {
  await page.locator(nameField).fill(typed);
  await page.locator('input[name=passcode]').fill(passcode);
  await page.locator(nameField).press('Enter', { noWaitAfter: true });
  await page.waitForURL(/\/room(?:\?|$)/, { waitUntil: 'commit', timeout: 60_000 });
}
