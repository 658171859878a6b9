import { readProofFile } from '@sabha/audit/proof-file';
import { translator } from '@sabha/i18n/translator';
import { beforeAll, expect, test } from 'vitest';
import { schedule, type Scheduled } from './platform/api.ts';
import { openStage, type Person } from './platform/stage.ts';
import { faultsOf } from './scenes/look.ts';

const [en, hi] = [translator('en', 'privacy', 'organisation'), translator('hi', 'privacy')];
const stage = openStage();
const { platform } = stage;

let administrator: Person;
let meeting: Scheduled;
const invited = { email: 'leaving.soon@elsewhere.example', name: 'Leaving Soon' };

beforeAll(async () => {
  administrator = await stage.official('administrator');
  const host = await stage.official('scheduler');
  meeting = await schedule(host.api, { title: 'Old papers', invitees: [invited] });
});

test('a person takes what is held about them, and later the receipt that they did', async () => {
  const { page, context } = administrator;
  await page.goto(`${platform.origin}/organisation`);
  await page
    .getByRole('contentinfo')
    .getByRole('link', { name: en('privacy.own.open') })
    .click();
  await page.getByRole('heading', { level: 1, name: en('privacy.own.title') }).waitFor();
  expect(await faultsOf(page, 'en')).toEqual([]);
  const downloaded = page.waitForEvent('download');
  await page.getByRole('link', { name: en('privacy.own.export') }).click();
  expect((await downloaded).suggestedFilename()).toBe('sabha-my-data.json');
  const receipts = async () => {
    const text = await (await context.request.get(`${platform.origin}/account/privacy/receipts`)).text();
    return readProofFile(text).proofs.map(({ leaf }) => Buffer.from(leaf).toString());
  };
  await expect.poll(receipts, { timeout: 30_000, interval: 500 }).toEqual([expect.stringContaining('privacy.exported')]);
});

test('an administrator holds a meeting, erases somebody but for it, lifts the hold and erases the rest', async () => {
  const { page } = administrator;
  await page.goto(`${platform.origin}/organisation`);
  await page.getByRole('link', { name: en('privacy.admin.open') }).click();
  const eraseThem = async (email: string) => {
    await page.getByLabel(en('privacy.erase.email')).fill(email);
    await page.getByLabel(en('privacy.erase.confirm')).check();
    await page.getByRole('button', { name: en('privacy.erase.do'), exact: true }).click();
  };
  await page.getByLabel(en('privacy.holds.address')).fill(`${platform.origin}/meetings/${meeting.meetingId}`);
  await page.getByLabel(en('privacy.holds.reason')).fill('WP(C) 9/2026');
  await page.getByRole('button', { name: en('privacy.holds.place') }).click();
  await page.getByText(en('privacy.holds.placed')).waitFor();
  await page.getByRole('cell', { name: 'WP(C) 9/2026' }).waitFor();
  expect(await faultsOf(page, 'en')).toEqual([]);
  await eraseThem(invited.email);
  await page.getByText(en('privacy.erase.partly', { held: '1' })).waitFor();
  await page.getByRole('button', { name: en('privacy.holds.liftOf', { title: 'Old papers' }) }).click();
  await page.getByText(en('privacy.holds.lifted')).waitFor();
  await eraseThem(invited.email);
  await page.getByText(en('privacy.erase.done')).waitFor();
  await eraseThem(invited.email);
  await page.getByText(en('privacy.erase.nobody')).waitFor();
});

test('in Hindi, for any eye; and nobody but an administrator', async () => {
  const { page, context } = administrator;
  await context.addCookies([{ name: 'sabha-locale', value: 'hi', url: platform.origin }]);
  for (const [path, title] of [
    ['/account/privacy', hi('privacy.own.title')],
    ['/organisation/privacy', hi('privacy.admin.title')],
  ] as const) {
    await page.goto(`${platform.origin}${path}`);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    expect(await faultsOf(page, 'hi')).toEqual([]);
  }
  const scheduler = await stage.official('scheduler');
  await scheduler.page.goto(`${platform.origin}/organisation/privacy`);
  expect(await scheduler.page.getByLabel(en('privacy.erase.email')).count()).toBe(0);
  const nobody = await stage.citizen();
  for (const path of ['/account/privacy/export', '/account/privacy/receipts'])
    expect((await nobody.context.request.get(`${platform.origin}${path}`)).status(), path).toBe(404);
});
