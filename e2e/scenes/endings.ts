/** How a call, or the way to it, comes to its end for somebody. In this order: each takes people out of the one meeting. */
import type { ReceiptView } from '@sabha/domain/residency/receipt';
import type { Page } from 'playwright-core';
import { translator } from '@sabha/i18n/translator';
import { expect } from 'vitest';
import type { Stage } from '../platform/stage.ts';
import { enterRoom, guestAtDoor, names, type Cast, type RoomCast, type SceneLocale } from './cast.ts';

export type Ending = Readonly<{
  name: string;
  /** In the call, which is dark in either theme, or on the page before it. */
  where: 'call' | 'page';
  reach: (parting: Parting) => Promise<Page>;
}>;
export type Parting = Readonly<{ stage: Stage; cast: Cast; people: RoomCast; locale: SceneLocale }>;

export const endings: readonly Ending[] = [
  {
    name: 'left',
    where: 'call',
    async reach({ people: { member }, locale }) {
      const leave = translator(locale, 'call')('call.leave');
      await member.page.locator('footer').getByRole('button', { name: leave, exact: true }).click();
      return atEnd(member.page);
    },
  },
  {
    name: 'elsewhere',
    where: 'call',
    async reach({ people: { guest }, cast }) {
      await enterRoom({ ...guest, page: await guest.context.newPage() }, cast.origin, cast.meeting);
      return atEnd(guest.page);
    },
  },
  {
    name: 'removed',
    where: 'call',
    async reach({ people: { host, guest }, cast: { meeting } }) {
      await host.api.must('host.remove', { meetingId: meeting.meetingId, participantId: guest.participantId });
      return atEnd(guest.context.pages().at(-1)!);
    },
  },
  {
    name: 'out-removed',
    where: 'page',
    async reach({ people: { guest } }) {
      await guest.page.reload();
      return isOut(guest.page);
    },
  },
  {
    name: 'refused',
    where: 'page',
    async reach({ stage, people: { host }, cast, locale }) {
      const { page, participantId } = await guestAtDoor(stage, cast.meeting, { locale, name: names[locale].denied });
      await host.api.must('host.deny', { meetingId: cast.meeting.meetingId, participantId });
      return showRoom(page, cast.origin, cast.meeting.joinCode);
    },
  },
  {
    name: 'out-cancelled',
    where: 'page',
    reach: ({ cast: { visitor, origin, cancelled } }) => showRoom(visitor.page, origin, cancelled.meeting.joinCode),
  },
  {
    name: 'ended',
    where: 'call',
    async reach({ people: { host }, cast: { meeting } }) {
      await host.api.must('host.end', { meetingId: meeting.meetingId });
      return atEnd(host.page);
    },
  },
  { name: 'out-ended', where: 'page', reach: ({ people: { newcomer } }) => isOut(newcomer.page) },
  {
    name: 'attendance-filled',
    where: 'page',
    async reach({ cast: { scheduler, origin, meeting } }) {
      await scheduler.page.goto(`${origin}/meetings/${meeting.meetingId}?show=attendance`);
      await scheduler.page.locator('#attendance tbody tr').nth(2).waitFor();
      return scheduler.page;
    },
  },
  {
    name: 'receipt-signed',
    where: 'page',
    async reach({ cast: { scheduler, origin, meeting } }) {
      // The worker signs half a minute after the end, and looks every quarter of a minute.
      await expect
        .poll(() => scheduler.api.mustQuery<ReceiptView>('receipt.get', { meetingId: meeting.meetingId }), {
          timeout: 90_000,
          interval: 1_000,
        })
        .toMatchObject({ kind: 'signed' });
      await scheduler.page.goto(`${origin}/meetings/${meeting.meetingId}/receipt`);
      await scheduler.page.locator('#violations-title').waitFor();
      return scheduler.page;
    },
  },
];

async function showRoom(page: Page, origin: string, joinCode: string): Promise<Page> {
  await page.goto(`${origin}/j/${joinCode}/room`);
  return isOut(page);
}

async function atEnd(page: Page): Promise<Page> {
  await page.locator('[data-tile]').first().waitFor({ state: 'detached' });
  await page.locator('main h1').waitFor();
  return page;
}

async function isOut(page: Page): Promise<Page> {
  await page.locator('main [role=alert] h1').waitFor();
  return page;
}
