import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { translator } from '@sabha/i18n/translator';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { schedule } from './platform/api.ts';
import { whileUnreadable, type Unreadable } from './platform/database.ts';
import { askToJoin } from './platform/room.ts';
import { openStage, type Person } from './platform/stage.ts';

const t = translator('en', 'errors', 'common', 'schedule', 'webinar', 'door');
const stage = openStage();
const { platform } = stage;
const { origin } = platform;

let scheduler: Person;
let visitor: Person;

beforeAll(async () => {
  scheduler = await stage.official('scheduler');
  visitor = await stage.citizen();
});

/** The log has what the page only refers to. */
async function expectInLog(page: Page): Promise<void> {
  const [prefix = ''] = t('common.errorReference', { id: '\n' }).split('\n');
  const said = await page.getByRole('main').getByText(prefix).innerText();
  const id = said.slice(said.indexOf(prefix) + prefix.length).trim();
  expect(id).toMatch(/^[\w-]{6,}$/);
  const log = await readFile(join(platform.home, 'logs/portal.log'), 'utf8');
  expect(log).toContain(id);
}

test.each<[what: string, who: 'visitor' | 'scheduler', path: string, unreadable: Unreadable, heading: string]>([
  ['a public page', 'visitor', '/webinars', 'meetings', t('webinar.list.title')],
  ['a page for members', 'scheduler', '/meetings', 'meetings', t('schedule.list.title')],
  ['a page for members that does not even know who asks', 'scheduler', '/meetings', 'memberships', t('schedule.list.title')],
])('%s that cannot be made says so, by a number that the log has too, and is back with its cause', async (...row) => {
  const [, who, path, unreadable, heading] = row;
  const { page } = { scheduler, visitor }[who];
  await whileUnreadable(platform, unreadable, async () => {
    await page.goto(`${origin}${path}`);
    await page.getByRole('heading', { level: 1, name: t('errors.internal.title') }).waitFor();
    await expectInLog(page);
    for (const secret of ['permission denied', 'memberships', 'select ']) {
      expect((await page.content()).toLowerCase()).not.toContain(secret);
    }
  });
  const again = page.getByRole('button', { name: t('common.tryAgain') });
  await ((await again.isVisible()) ? again.click() : page.reload());
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
});

test("a call whose code does not arrive says so instead of waiting for ever, and 'try again' fetches it", async () => {
  const meeting = await schedule(scheduler.api, { title: 'Code that is lost on the way' });
  const { page, context } = await stage.citizen();
  await askToJoin({ page }, platform, { meeting, name: 'Kabir Das' });
  // Whatever the page itself names has to come; the rest is fetched by scripts.
  const html = await (await context.request.get(page.url())).text();
  await page.route('**/_next/static/**/*.js', (route) =>
    html.includes(new URL(route.request().url()).pathname) ? route.continue() : route.abort(),
  );
  await page.reload();
  await page.getByRole('heading', { level: 1, name: t('errors.internal.title') }).waitFor();
  await page.unroute('**/_next/static/**/*.js');
  await page.getByRole('button', { name: t('common.tryAgain') }).click();
  await page.getByRole('button', { name: t('door.preview.wait') }).click();
  await page.getByRole('heading', { name: t('door.waiting.title') }).waitFor();
});
