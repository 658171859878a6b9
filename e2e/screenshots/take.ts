import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, test } from 'vitest';
import { desktop, phone } from '../platform/browser.ts';
import { openStage } from '../platform/stage.ts';
import { gatherCast, gatherRoom, gatherWebinar, guestAtDoor, names, type Cast, type RoomCast } from '../scenes/cast.ts';
import { plainScenes, show } from '../scenes/scenes.ts';

const folder = join(import.meta.dirname, '../../docs/screenshots');
const stage = openStage();
const sizes = { desktop, phone } as const;

/** At both sizes; what is below the fold is left out, as people first see it. */
async function take(page: Page, name: string, locale: string): Promise<void> {
  await page.mouse.move(0, 0);
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    await page.evaluate(() => document.fonts.ready);
    await page.evaluate(freshPictures);
    await page.screenshot({
      path: join(folder, `${name}-${locale}-${size}.jpg`),
      type: 'jpeg',
      quality: 72,
      animations: 'disabled',
    });
  }
}

/** A new size may bring another layer of the picture: what is seen shows a frame that came after it. Runs in the page. */
async function freshPictures(): Promise<void> {
  const seen = [...document.querySelectorAll('video')].filter((video) => video.checkVisibility());
  const nextFrame = (video: HTMLVideoElement) => new Promise((resolve) => void video.requestVideoFrameCallback(resolve));
  for (let frame = 0; frame < 3; frame += 1) await Promise.all(seen.map(nextFrame));
}

describe.each(['en', 'hi'] as const)('in %s', (locale) => {
  let cast: Cast;

  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    cast = await gatherCast(stage, locale);
  });

  test.each(plainScenes.map((scene) => ({ scene, name: scene.name })))('$name', async ({ scene, name }) => {
    await take(await show(scene, cast), name, locale);
  });

  test('home in the dark', async () => {
    const { page } = cast.visitor;
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(cast.origin);
    await take(page, 'home-dark', locale);
    await page.emulateMedia({ colorScheme: 'light' });
  });

  test('a webinar from the audience', async () => {
    await take((await gatherWebinar(stage, cast, locale)).page, 'webinar-audience', locale);
  });

  describe('the room', () => {
    let people: RoomCast;

    beforeAll(async () => {
      people = await gatherRoom(stage, cast, locale);
    });

    test('preview, waiting room and call', async () => {
      const { previewing, newcomer, host, guest } = people;
      await previewing.page.goto(`${cast.origin}/j/${cast.meeting.joinCode}/room`);
      await previewing.page.locator('main video').waitFor();
      await take(previewing.page, 'preview', locale);
      await newcomer.page.locator('#waiting-title').waitFor();
      await take(newcomer.page, 'waiting-room', locale);
      await host.page.locator('[data-tile] video').nth(2).waitFor();
      await take(guest.page, 'call', locale);
      await host.page.locator('[data-panel-button="people"]').click();
      await host.page.locator('aside').waitFor();
      await take(host.page, 'call-host', locale);
    });

    test('being refused, and the end', async () => {
      const { meetingId, joinCode } = cast.meeting;
      const denied = await guestAtDoor(stage, cast.meeting, { locale, name: names[locale].denied });
      await people.host.api.must('host.deny', { meetingId, participantId: denied.participantId });
      await denied.page.goto(`${cast.origin}/j/${joinCode}/room`);
      await take(denied.page, 'refused', locale);
      await people.host.api.must('host.end', { meetingId });
      await people.guest.page.locator('[data-tile]').first().waitFor({ state: 'detached' });
      await take(people.guest.page, 'ended', locale);
    });
  });
});
