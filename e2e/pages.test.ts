import { beforeAll, describe, expect, test } from 'vitest';
import { gatherCast, gatherRoom, gatherWebinar, guestAtDoor, names, type Cast, type RoomCast } from './scenes/cast.ts';
import { callLooks, faultsOf, faultsOfKeyboard, slowToChangeTheme } from './scenes/look.ts';
import { plainScenes, show } from './scenes/scenes.ts';
import { openStage } from './platform/stage.ts';

const stage = openStage();

describe.each(['en', 'hi'] as const)('in %s', (locale) => {
  let cast: Cast;
  const console: string[] = [];

  beforeAll(async () => {
    cast = await gatherCast(stage, locale);
    for (const { page } of [cast.administrator, cast.scheduler, cast.visitor]) {
      page.on('console', (message) => message.type() === 'error' && console.push(message.text()));
    }
  });

  test.each(plainScenes.map((scene) => ({ scene, name: scene.name })))('$name has no fault in any look', async ({ scene }) => {
    console.length = 0;
    const page = await show(scene, cast);
    const keyboard = scene.then === undefined ? await faultsOfKeyboard(page, scene.action) : [];
    expect([...keyboard, ...(await faultsOf(page, locale))]).toEqual([]);
    const missing = scene.status === undefined ? [] : [expect.stringContaining('404')];
    expect(console, 'errors in the console').toEqual(missing);
  });

  test('who wants no motion sees a new theme at once, and never the old colours on the new ground', async () => {
    const { page } = cast.visitor;
    await page.goto(`${cast.origin}/`);
    expect(await slowToChangeTheme(page)).toEqual([]);
  });

  describe('the room', () => {
    let people: RoomCast;

    beforeAll(async () => {
      people = await gatherRoom(stage, cast, locale);
    });

    test('preview and waiting room have no fault in any look', async () => {
      const { previewing, newcomer } = people;
      await previewing.page.goto(`${cast.origin}/j/${cast.meeting.joinCode}/room`);
      await previewing.page.locator('main video').waitFor();
      expect(await faultsOf(previewing.page, locale)).toEqual([]);
      await newcomer.page.locator('#waiting-title').waitFor();
      expect(await faultsOf(newcomer.page, locale)).toEqual([]);
    });

    test('the call has no fault in any look, with each panel and the menu', async () => {
      const { page } = people.host;
      await page.locator('[data-tile]').nth(2).waitFor();
      expect(await faultsOf(page, locale, callLooks)).toEqual([]);
      for (const panel of ['people', 'chat']) {
        await page.locator(`[data-panel-button="${panel}"]`).click();
        await page.locator('aside').waitFor();
        expect(await faultsOf(page, locale, callLooks), panel).toEqual([]);
        await page.keyboard.press('Escape');
        await page.locator('aside').waitFor({ state: 'detached' });
      }
      await page.locator('footer button[aria-controls]').click();
      expect(await faultsOf(page, locale, callLooks), 'menu').toEqual([]);
      await page.keyboard.press('Escape');
    });

    test('a webinar from the audience has no fault in any look', async () => {
      const citizen = await gatherWebinar(stage, cast, locale);
      expect(await faultsOf(citizen.page, locale, callLooks)).toEqual([]);
    });

    test('being refused and the end have no fault in any look', async () => {
      const { host, guest } = people;
      const { meetingId, joinCode } = cast.meeting;
      const denied = await guestAtDoor(stage, cast.meeting, { locale, name: names[locale].denied });
      await host.api.must('host.deny', { meetingId, participantId: denied.participantId });
      await denied.page.goto(`${cast.origin}/j/${joinCode}/room`);
      expect(await faultsOf(denied.page, locale)).toEqual([]);
      await host.api.must('host.end', { meetingId });
      await guest.page.locator('[data-tile]').first().waitFor({ state: 'detached' });
      expect(await faultsOf(guest.page, locale, callLooks)).toEqual([]);
    });
  });
});
