import { beforeAll, describe, expect, test } from 'vitest';
import { whileUnreadable } from './platform/database.ts';
import { openStage } from './platform/stage.ts';
import { callScenes } from './scenes/call-scenes.ts';
import { gatherCast, gatherRoom, gatherWebinar, inviteToStage, wary, type Cast, type RoomCast } from './scenes/cast.ts';
import { endings } from './scenes/endings.ts';
import { callLooks, faultsOf, faultsOfKeyboard, slowToChangeTheme } from './scenes/look.ts';
import { isAddressOf, pageRoutes } from './scenes/routes.ts';
import { brokenScenes, plainScenes, show } from './scenes/scenes.ts';

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

  test('no page is left out', () => {
    const paths = plainScenes.map(({ path }) => (typeof path === 'string' ? path : path(cast)));
    const unseen = pageRoutes().filter((route) => !paths.some((path) => isAddressOf(route, path)));
    expect(unseen).toEqual(['/j/[joinCode]/room']); // below, in each of its states
    expect(pageRoutes().length).toBeGreaterThan(paths.length / 4);
  });

  test('who wants no motion sees a new theme at once, and never the old colours on the new ground', async () => {
    const { page } = cast.visitor;
    await page.goto(`${cast.origin}/`);
    expect(await slowToChangeTheme(page)).toEqual([]);
  });

  test.each(brokenScenes.map((scene) => ({ scene, name: scene.name })))('$name has no fault in any look', async ({ scene }) => {
    const page = await whileUnreadable(stage.platform, scene.unreadable, () => show(scene, cast));
    await page.locator('main h1').waitFor();
    expect(await faultsOf(page, locale)).toEqual([]);
  });

  describe('the room', () => {
    let people: RoomCast;

    beforeAll(async () => {
      people = await gatherRoom(stage, cast, locale);
      await people.host.page.locator('[data-tile]').nth(2).waitFor();
    });

    test('preview and waiting room have no fault in any look', async () => {
      const { previewing, newcomer } = people;
      await previewing.page.goto(`${cast.origin}/j/${cast.meeting.joinCode}/room`);
      await previewing.page.locator('main video').waitFor();
      expect(await faultsOf(previewing.page, locale)).toEqual([]);
      await newcomer.page.locator('#waiting-title').waitFor();
      expect(await faultsOf(newcomer.page, locale)).toEqual([]);
    });

    test('a preview without permission has no fault in any look', async () => {
      expect(await faultsOf((await wary(stage, cast, locale)).page, locale)).toEqual([]);
    });

    test.each(callScenes.map((scene) => ({ scene, name: scene.name })))('$name has no fault in any look', async ({ scene }) => {
      const { page } = people[scene.who];
      const seat = { page, locale, people, meeting: cast.meeting };
      await scene.open(seat);
      expect(await faultsOf(page, locale, callLooks)).toEqual([]);
      await scene.close(seat);
    });

    test('a webinar from the audience has no fault in any look, and none when one is called on the stage', async () => {
      const citizen = await gatherWebinar(stage, cast, locale);
      expect(await faultsOf(citizen.page, locale, callLooks)).toEqual([]);
      await inviteToStage(cast, citizen);
      expect(await faultsOf(citizen.page, locale, callLooks)).toEqual([]);
    });

    test.each(endings.map((ending) => ({ ending, name: ending.name })))('$name has no fault in any look', async ({ ending }) => {
      const page = await ending.reach({ stage, cast, people, locale });
      expect(await faultsOf(page, locale, ending.where === 'call' ? callLooks : undefined)).toEqual([]);
    });
  });
});

test('what axe leaves open is decided: text on a picture needs a plate that holds whatever is behind it', async () => {
  const { page } = await stage.citizen();
  const shown = (plate: string) => `<!doctype html><html lang="en"><title>Name - Sabha</title><main><h1>Picture</h1>
    <div style="position: relative; width: 200px; height: 100px">
      <img alt="" width="200" height="100" src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>">
      <p style="position: absolute; bottom: 0; margin: 0; color: white; background: rgb(0 0 0 / ${plate})">Sunita Devi</p>
    </div></main></html>`;
  await page.setContent(shown('75%'));
  expect(await faultsOf(page, 'en')).toEqual([]);
  await page.setContent(shown('30%'));
  expect(await faultsOf(page, 'en')).toContainEqual(expect.stringMatching(/color-contrast at .* in the worst case, not 4.5/));
});
