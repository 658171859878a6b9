/**
 * What opens over the call: dialogs, panels, notices. Each is opened by the same words as people find it by, looked at, and
 * closed again, so that one call serves them all.
 */
import type { Locator, Page } from 'playwright-core';
import { translator } from '@sabha/i18n/translator';
import type { Scheduled } from '../platform/api.ts';
import { desktop } from '../platform/browser.ts';
import { names, type RoomCast, type SceneLocale } from './cast.ts';

/** Somebody's page in the call. */
export type Seat = Readonly<{ page: Page; locale: SceneLocale; people: RoomCast; meeting: Scheduled }>;

export type CallScene = Readonly<{
  name: string;
  who: 'host' | 'guest';
  open: (seat: Seat) => Promise<void>;
  close: (seat: Seat) => Promise<void>;
}>;

export const callScenes: readonly CallScene[] = [
  { name: 'call', who: 'guest', open: async () => undefined, close: async () => undefined },
  { name: 'call-host', who: 'host', open: (seat) => openPanel(seat, 'people'), close: closePanel },
  { name: 'call-chat', who: 'host', open: (seat) => openPanel(seat, 'chat'), close: closePanel },
  { name: 'call-menu', who: 'host', open: openMenu, close: escape },
  { name: 'call-leave', who: 'host', open: ({ page, locale }) => press(bar(page), words(locale)('call.leave')), close: escape },
  { name: 'call-end', who: 'host', open: (seat) => pick(seat, 'endForAll'), close: escape },
  { name: 'call-devices', who: 'host', open: (seat) => pick(seat, 'devices'), close: escape },
  { name: 'call-route', who: 'guest', open: showRoute, close: escape },
  { name: 'call-shortcuts', who: 'host', open: (seat) => pick(seat, 'shortcuts'), close: escape },
  { name: 'call-controls', who: 'host', open: openControls, close: closePanel },
  {
    name: 'call-remove',
    who: 'host',
    async open(seat) {
      await openControls(seat);
      await press(seat.page.locator('aside'), words(seat.locale)('call.remove'));
      await seat.page.getByRole('dialog').waitFor();
    },
    async close(seat) {
      await escape(seat);
      await closePanel(seat);
    },
  },
  { name: 'call-hands', who: 'host', open: showHand, close: closePanel },
  { name: 'call-notices', who: 'host', open: showNotices, close: dismissNotices },
  {
    name: 'call-muted',
    who: 'guest',
    open: muteGuest,
    close: ({ page, locale }) => press(page.locator('main'), words(locale)('call.dismiss')),
  },
  { name: 'call-rejoin', who: 'guest', open: keepOut, close: letBack },
];

const words = (locale: SceneLocale) => translator(locale, 'call');
const bar = (page: Page): Locator => page.locator('footer');
const press = (within: Locator, name: string): Promise<void> => within.getByRole('button', { name, exact: true }).click();

async function openPanel({ page }: Seat, panel: 'people' | 'chat'): Promise<void> {
  await page.locator(`[data-panel-button="${panel}"]`).click();
  await page.locator('aside').waitFor();
}

async function closePanel({ page }: Seat): Promise<void> {
  await page.locator('aside h2').press('Escape');
  await page.locator('aside').waitFor({ state: 'detached' });
}

async function escape({ page }: Seat): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

async function openMenu({ page, locale }: Seat): Promise<void> {
  await press(bar(page), words(locale)('call.more'));
}

async function pick(seat: Seat, item: 'endForAll' | 'devices' | 'route.title' | 'shortcuts' | 'lock'): Promise<void> {
  await openMenu(seat);
  await press(bar(seat.page).getByRole('listitem'), words(seat.locale)(`call.${item}`));
  if (item !== 'lock') await seat.page.getByRole('dialog').waitFor();
}

async function openControls(seat: Seat): Promise<void> {
  const { page, locale } = seat;
  await openPanel(seat, 'people');
  await press(page.locator('aside'), words(locale)('call.controlsFor', { name: names[locale].guest }));
}

async function showHand(seat: Seat): Promise<void> {
  const { people, meeting, page, locale } = seat;
  await people.guest.api.must('room.raiseHand', { joinCode: meeting.joinCode, raised: true });
  await openPanel(seat, 'people');
  await page
    .locator('aside')
    .getByText(words(locale)('call.hands', { count: 1 }))
    .waitFor();
}

/** As soon as the way is known; until then it says so. */
async function showRoute(seat: Seat): Promise<void> {
  await pick(seat, 'route.title');
  await seat.page.getByRole('dialog').getByText(words(seat.locale)('call.route.between')).waitFor();
}

/** One's own screen is shared, and a command does not get through. */
async function showNotices(seat: Seat): Promise<void> {
  const { page } = seat;
  await page.setViewportSize(desktop); // no phone shares its screen
  await page.locator('[data-share-button]').click();
  await page.getByText(words(seat.locale)('call.youShare')).waitFor();
  await page.route('**/api/trpc/host.lock*', (route) => route.abort());
  await pick(seat, 'lock');
  await page.locator('main [role=alert]').waitFor();
}

async function dismissNotices({ page, locale }: Seat): Promise<void> {
  await page.unroute('**/api/trpc/host.lock*');
  await press(page.locator('main'), words(locale)('call.dismiss'));
  await press(page.locator('main'), words(locale)('call.stopSharing'));
  await page.getByText(words(locale)('call.youShare')).waitFor({ state: 'detached' });
}

async function muteGuest({ page, people, meeting, locale }: Seat): Promise<void> {
  const { meetingId } = meeting;
  await people.host.api.must('host.mute', { meetingId, participantId: people.guest.participantId });
  await page.getByText(words(locale)('call.notice.microphone.muted_by_host')).waitFor();
}

/** No pass is to be had for a while, so that the way back takes longer than usual. */
async function keepOut({ page, locale }: Seat): Promise<void> {
  await page.route('**/api/trpc/room.pass*', (route) => route.abort());
  await page.reload();
  await page.getByText(words(locale)('call.rejoining.long')).waitFor();
}

async function letBack({ page, locale }: Seat): Promise<void> {
  await page.unroute('**/api/trpc/room.pass*');
  await press(page.locator('main'), words(locale)('call.rejoining.now'));
  await page.locator('[data-tile] video').first().waitFor();
}
