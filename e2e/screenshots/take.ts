import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, test } from 'vitest';
import { desktop, phone } from '../platform/browser.ts';
import { whileUnreadable } from '../platform/database.ts';
import { openStage } from '../platform/stage.ts';
import { gatherCast, gatherRoom, gatherWebinar, inviteToStage, wary, type Cast, type RoomCast } from '../scenes/cast.ts';
import { endings } from '../scenes/endings.ts';
import { brokenScenes, plainScenes, show } from '../scenes/scenes.ts';
import { pictureFile, pictureLocales, pictureSizes, picturedCallScenes } from './pictures.ts';

const folder = join(import.meta.dirname, '../../docs/screenshots');
const stage = openStage();
const viewports = { desktop, phone } as const;

/** At both sizes; what is below the fold is left out, as people first see it. */
async function take(page: Page, name: string, locale: string): Promise<void> {
  await page.mouse.move(0, 0);
  for (const size of pictureSizes) {
    await page.setViewportSize(viewports[size]);
    await page.evaluate(followFragment);
    await page.evaluate(() => document.fonts.ready);
    await page.evaluate(freshPictures);
    await page.screenshot({
      path: join(folder, pictureFile(name, locale, size)),
      type: 'jpeg',
      quality: 72,
      animations: 'disabled',
    });
  }
}

/** As if the page had been opened at this size: what its address points to lies elsewhere than it did. Runs in the page. */
function followFragment(): void {
  if (location.hash !== '') document.querySelector(location.hash)?.scrollIntoView();
}

/** A new size may bring another layer of the picture: what is seen shows a frame that came after it. Runs in the page. */
async function freshPictures(): Promise<void> {
  const seen = [...document.querySelectorAll('video')].filter((video) => video.checkVisibility());
  const nextFrame = (video: HTMLVideoElement) => new Promise((resolve) => void video.requestVideoFrameCallback(resolve));
  for (let frame = 0; frame < 3; frame += 1) await Promise.all(seen.map(nextFrame));
}

describe.each(pictureLocales)('in %s', (locale) => {
  let cast: Cast;

  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    cast = await gatherCast(stage, locale);
  });

  test.each(plainScenes.map((scene) => ({ scene, name: scene.name })))('$name', async ({ scene, name }) => {
    await take(await show(scene, cast), name, locale);
  });

  test.each(brokenScenes.map((scene) => ({ scene, name: scene.name })))('$name', async ({ scene, name }) => {
    await take(await whileUnreadable(stage.platform, scene.unreadable, () => show(scene, cast)), name, locale);
  });

  test('home in the dark', async () => {
    const { page } = cast.visitor;
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(cast.origin);
    await take(page, 'home-dark', locale);
    await page.emulateMedia({ colorScheme: 'light' });
  });

  test('a webinar from the audience, and the call on the stage', async () => {
    const citizen = await gatherWebinar(stage, cast, locale);
    await take(citizen.page, 'webinar-audience', locale);
    await inviteToStage(cast, citizen);
    await take(citizen.page, 'webinar-invitation', locale);
  });

  describe('the room', () => {
    let people: RoomCast;

    beforeAll(async () => {
      people = await gatherRoom(stage, cast, locale);
      await people.host.page.locator('[data-tile] video').nth(2).waitFor();
    });

    test('preview and waiting room', async () => {
      const { previewing, newcomer } = people;
      await previewing.page.goto(`${cast.origin}/j/${cast.meeting.joinCode}/room`);
      await previewing.page.locator('main video').waitFor();
      await take(previewing.page, 'preview', locale);
      await take((await wary(stage, cast, locale)).page, 'preview-refused', locale);
      await newcomer.page.locator('#waiting-title').waitFor();
      await take(newcomer.page, 'waiting-room', locale);
    });

    test.each(picturedCallScenes.map((scene) => ({ scene, name: scene.name })))('$name', async ({ scene, name }) => {
      const { page } = people[scene.who];
      const seat = { page, locale, people, meeting: cast.meeting };
      await scene.open(seat);
      await take(page, name, locale);
      await scene.close(seat);
    });

    test.each(endings.map((ending) => ({ ending, name: ending.name })))('$name', async ({ ending, name }) => {
      await take(await ending.reach({ stage, cast, people, locale }), name, locale);
    });
  });
});
