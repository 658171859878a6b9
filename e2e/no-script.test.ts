import { translator } from '@sabha/i18n/translator';
import { describe, expect, test } from 'vitest';
import { schedule } from './platform/api.ts';
import { fillDoor } from './platform/room.ts';
import { openStage } from './platform/stage.ts';

const t = translator('en', 'home', 'common', 'webinar', 'door', 'errors', 'sign-in');
const hi = translator('hi', 'home', 'common');
const stage = openStage();
const { origin } = stage.platform;
const visitor = () => stage.citizen({ javaScript: false });

describe('without JavaScript', () => {
  test('the home page leads on: by a code to the door, and by a broken one back with what is wrong', async () => {
    const { page } = await visitor();
    await page.goto(`${origin}/`);
    await page.getByRole('heading', { level: 1, name: t('home.title') }).waitFor();
    await page.getByLabel(t('home.join.code')).fill('not a code');
    await page.getByRole('button', { name: t('home.join.submit') }).click();
    await page.getByText(t('home.join.refused')).first().waitFor();
    await page.getByLabel(t('home.join.code')).fill('K7M 4QTX 9HB');
    await page.getByRole('button', { name: t('home.join.submit') }).click();
    await page.waitForURL(`${origin}/j/k7m-4qtx-9hb`);
    await page.getByRole('heading', { level: 1, name: t('door.title') }).waitFor();
  });

  test('webinars are listed, told of in full and can be joined as far as a page goes', async () => {
    const scheduler = await stage.official('scheduler');
    const title = 'Reading water meters at home';
    await schedule(scheduler.api, { title, kind: 'webinar', description: 'Bring your last bill.' });
    const { page } = await visitor();
    await page.goto(`${origin}/webinars`);
    await page.getByRole('link', { name: title }).click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.getByText('Bring your last bill.').waitFor();
    await page.getByRole('button', { name: t('webinar.join.submit') }).click();
    await page.waitForURL(`${origin}/j/*/room`);
    expect(await page.locator('noscript p').innerText()).toBe(t('door.room.needsScript'));
  });

  test('the door takes name and passcode, and says what is wrong with them', async () => {
    const scheduler = await stage.official('scheduler');
    const meeting = await schedule(scheduler.api, { title: 'Door without script' });
    const { page } = await visitor();
    await fillDoor(page, origin, { meeting: { ...meeting, passcode: 'AAA-AAA-AAA' }, name: 'Kabir' });
    await page.getByText(t('errors.join_refused.title')).waitFor();
    expect(page.url()).not.toContain('AAA');
    await fillDoor(page, origin, { meeting, name: 'Kabir' });
    await page.waitForURL(`${origin}/j/${meeting.joinCode}/room`);
    expect(await page.locator('noscript p').innerText()).toBe(t('door.room.needsScript'));
  });

  test('language and appearance can be changed, and stay', async () => {
    const { page } = await visitor();
    await page.goto(`${origin}/about`);
    await page.getByRole('button', { name: 'हिंदी' }).click();
    await page.getByRole('heading', { level: 1, name: hi('home.about.title') }).waitFor();
    expect(page.url()).toBe(`${origin}/about`);
    await page.getByRole('button', { name: hi('common.appearance.dark'), exact: true }).click();
    await page.goto(`${origin}/`);
    expect(await page.locator('html').getAttribute('lang')).toBe('hi');
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  });

  test('officials sign in and reach their meetings', async () => {
    const { page } = await stage.official('scheduler', { javaScript: false });
    await page.goto(`${origin}/meetings`);
    expect(new URL(page.url()).pathname).toBe('/meetings');
    await page.goto(`${origin}/meetings/new`);
    await page.locator('main form').first().waitFor();
  });
});
