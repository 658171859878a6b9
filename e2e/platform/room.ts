/** What people do on the way into a meeting and in it, by the pages' own labels. Everybody here reads English. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { translator } from '@sabha/i18n/translator';
import type { Scheduled } from './api.ts';
import type { Platform } from './platform.ts';
import { people, type DemoPerson } from './sign-in.ts';
import type { Person } from './stage.ts';

const t = translator('en', 'door', 'call', 'common', 'webinar');

export type Devices = Readonly<{ camera?: boolean; microphone?: boolean }>;

/** Fills in the door's form and stands in front of the preview. */
export async function askToJoin({ page }: Pick<Person, 'page'>, { origin }: Platform, as: GuestEntry): Promise<void> {
  await fillDoor(page, origin, as);
  await page.waitForURL(`${origin}/j/${as.meeting.joinCode}/room`);
}
export type GuestEntry = Readonly<{ meeting: Pick<Scheduled, 'joinCode' | 'passcode'>; name: string }>;

/** Sends the door's form, wherever it leads. */
export async function fillDoor(page: Page, origin: string, { meeting, name }: GuestEntry): Promise<void> {
  await page.goto(`${origin}/j/${meeting.joinCode}`);
  await page.getByLabel(t('door.name')).fill(name);
  await page.getByLabel(t('common.passcode')).fill(meeting.passcode);
  await page.getByRole('button', { name: t('door.ask') }).click();
}

/** The door's button for those who are signed in. */
export async function joinByAccount({ page }: Pick<Person, 'page'>, { origin }: Platform, as: MemberEntry): Promise<void> {
  await page.goto(`${origin}/j/${as.meeting.joinCode}`);
  await page.getByRole('button', { name: t('door.joinAs', { name: people[as.who] }) }).click();
  await page.waitForURL(`${origin}/j/${as.meeting.joinCode}/room`);
}
export type MemberEntry = Readonly<{ meeting: Pick<Scheduled, 'joinCode'>; who: DemoPerson }>;

/** Waits for the devices to be ready, turns off what is not wanted, and goes on to wherever the door leads. */
export async function goOn(page: Page, { camera = true, microphone = true }: Devices = {}): Promise<void> {
  for (const [source, wanted] of [
    ['camera', camera],
    ['microphone', microphone],
  ] as const) {
    const off = page.getByRole('button', { name: t(`door.preview.${source}.off`) });
    await off.waitFor();
    if (wanted) continue;
    await off.click();
    await page.getByRole('button', { name: t(`door.preview.${source}.on`) }).waitFor();
  }
  await page.getByRole('button', { name: onwards }).click();
}
const onwards = new RegExp(`^(?:${[t('door.preview.start'), t('door.preview.join'), t('door.preview.wait')].join('|')})$`);

export const waitingRoom = (page: Page): Locator => page.getByRole('heading', { name: t('door.waiting.title') });

/** The bar under the stage: there from the moment the call's page has opened. */
export const controls = (page: Page): Locator => page.getByRole('group', { name: t('call.controls') });

export const control = (
  page: Page,
  name: 'microphone' | 'camera' | 'shareScreen' | 'hand' | 'chat' | 'people' | 'more' | 'leave',
) => controls(page).getByRole('button', { name: t(`call.${name}`), exact: true });

export const tileOf = (page: Page, name: string): Locator =>
  page
    .getByRole('region', { name: t('call.stage') })
    .locator('[data-tile]')
    .filter({ hasText: name });

/** Polls until new frames of somebody's picture are seen in their tile. */
export async function expectPicture(page: Page, name: string): Promise<void> {
  const video = tileOf(page, name).locator('video');
  const shown = () => video.evaluate((element: HTMLVideoElement) => element.getVideoPlaybackQuality().totalVideoFrames);
  await video.waitFor();
  const before = await shown();
  const options = { timeout: 45_000, interval: 200, message: `frames of ${name}` };
  await expect.poll(async () => (await shown()) - before, options).toBeGreaterThan(5);
}

/** Whether the tile stands in the ring of whoever speaks. */
export const isLit = (page: Page, name: string): Promise<boolean> =>
  tileOf(page, name).evaluate((tile) => {
    const saffron = getComputedStyle(tile).getPropertyValue('--saffron').trim();
    const rgb = [1, 3, 5].map((at) => parseInt(saffron.slice(at, at + 2), 16)).join(', ');
    return getComputedStyle(tile, '::after').boxShadow.includes(`rgb(${rgb})`);
  });

/** The list of people with the waiting room over it; left open. */
export async function openPeople(page: Page): Promise<Locator> {
  const panel = page.getByRole('complementary', { name: t('call.people') });
  if (!(await panel.isVisible())) await control(page, 'people').click();
  await panel.waitFor();
  return panel;
}

export async function admit(hostPage: Page, name: string): Promise<void> {
  const panel = await openPeople(hostPage);
  await panel.getByRole('button', { name: t('call.admitName', { name }) }).click();
}

/** One of the buttons that a host finds behind a person's row. */
export async function controlPerson(hostPage: Page, name: string, button: PersonControl): Promise<void> {
  const panel = await openPeople(hostPage);
  const row = panel
    .getByRole('listitem')
    .filter({ has: hostPage.getByRole('button', { name: t('call.controlsFor', { name }) }) });
  await row.getByRole('button', { name: t('call.controlsFor', { name }) }).click();
  await row.getByRole('button', { name: t(`call.${button}`), exact: true }).click();
}

type PersonControl = 'mute' | 'stopCamera' | 'remove' | 'returnToAudience';

/** A command or switch of the menu at the end of the bar. */
export async function pickFromMenu(page: Page, item: MenuItem): Promise<void> {
  await control(page, 'more').click();
  await page
    .getByRole('listitem')
    .getByRole('button', { name: t(`call.${item}`), exact: true })
    .click();
}

type MenuItem = 'lock' | 'endForAll' | 'muteAll' | 'speakerView' | 'soundOnly' | 'devices' | 'shortcuts' | 'route.title';

export async function endForAll(hostPage: Page): Promise<void> {
  await pickFromMenu(hostPage, 'endForAll');
  await hostPage
    .getByRole('dialog')
    .getByRole('button', { name: t('call.endForAll') })
    .click();
}

export const endScreen = (
  page: Page,
  reason: 'ended' | 'removed' | 'denied' | 'left' | 'elsewhere' | 'outside_country',
): Locator => page.getByRole('heading', { name: t(`call.end.${reason}.title`) });
