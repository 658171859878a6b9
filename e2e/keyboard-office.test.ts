import { translator } from '@sabha/i18n/translator';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { schedule, type Scheduled } from './platform/api.ts';
import { enter, expectFocus, tabTo, typeInto } from './platform/keys.ts';
import { mailTo } from './platform/mailbox.ts';
import * as room from './platform/room.ts';
import { openStage, type Person } from './platform/stage.ts';

/** What is done at a desk, and nothing of it is clicked. The address of a first page is typed by `goto`; all the rest are keys. */
const t = translator('en', 'call', 'common', 'door', 'errors', 'organisation', 'schedule', 'sign-in');
const stage = openStage();
const { platform } = stage;
const { origin } = platform;
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe('an administrator, by keys alone,', () => {
  const department = 'Lakes and wells';
  const newcomer = { name: 'Nandini Rao', email: 'nandini.rao@demo.sabha.localhost' };
  let page: Page;

  beforeAll(async () => {
    ({ page } = await stage.citizen());
  });

  test('signs in by a link in a mail', async () => {
    await page.goto(`${origin}/sign-in`);
    const address = 'asha.verma@demo.sabha.localhost';
    await typeInto(page, page.getByLabel(t('sign-in.mail.address')), address);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: t('sign-in.sent.title') }).waitFor();
    const { text } = await mailTo(platform, address, '/sign-in/confirm');
    await page.goto(/https?:\/\/\S+\/sign-in\/confirm\S*/.exec(text)?.[0] ?? '');
    await enter(page, button(page, t('sign-in.confirm.submit')));
    await page.waitForURL(`${origin}/meetings**`);
  });

  test('adds a department', async () => {
    await enter(page, page.getByRole('banner').getByRole('link', { name: t('organisation.title') }));
    await page.waitForURL(`${origin}/organisation`);
    await typeInto(page, page.getByLabel(t('organisation.departmentName'), { exact: true }), department);
    await typeInto(page, page.getByLabel(t('organisation.departmentNameHi'), { exact: true }), 'झील और कुएँ');
    await page.keyboard.press('Enter');
    await page.getByText(t('organisation.done.department'), { exact: true }).waitFor();
  });

  test('adds a member to it, and removes them', async () => {
    const section = page.getByRole('region', { name: t('organisation.members', { department }) });
    await enter(page, section.locator('summary').filter({ hasText: t('organisation.addMember') }));
    await typeInto(page, section.getByLabel(t('organisation.name'), { exact: true }), newcomer.name);
    await typeInto(page, section.getByLabel(t('organisation.address'), { exact: true }), newcomer.email);
    await page.keyboard.press('Enter');
    await page.getByText(t('organisation.done.member'), { exact: true }).waitFor();
    const row = section.getByRole('listitem').filter({ hasText: newcomer.name });
    await enter(page, row.locator('summary'));
    await enter(page, row.getByRole('button', { name: t('organisation.removeNamed', { name: newcomer.name }) }));
    await page.getByText(t('organisation.done.removed'), { exact: true }).waitFor();
  });

  test('reads it in Hindi, and comes back', async () => {
    const lang = () => page.locator('html').getAttribute('lang');
    for (const [name, expected] of [
      [/^हिंदी/, 'hi'],
      [/^English/, 'en'],
    ] as const) {
      await enter(page, page.getByRole('button', { name }));
      await expect.poll(lang, { timeout: 10_000, message: 'the language of the page' }).toBe(expected);
    }
  });
});

describe('an organiser, by keys alone,', () => {
  const [first, second, third] = ['Gita', 'Hema', 'Indu'] as const;
  let organiser: Person;
  let meeting: Scheduled;

  beforeAll(async () => {
    organiser = await stage.official('scheduler');
    meeting = await schedule(organiser.api, { title: 'Roads of the district' });
  });

  test('refuses one who waits, and lets all others in', async () => {
    const { page } = organiser;
    await room.joinByAccount(organiser, platform, { meeting, who: 'scheduler' });
    await room.goOn(page, { camera: false, microphone: false });
    await room.controls(page).waitFor();
    const guests = new Map<string, Person>();
    for (const name of [first, second, third]) {
      const guest = await stage.citizen();
      await room.askToJoin(guest, platform, { meeting, name });
      await room.goOn(guest.page, { camera: false, microphone: false });
      await room.waitingRoom(guest.page).waitFor();
      guests.set(name, guest);
    }
    await enter(page, room.control(page, 'people'));
    await page
      .locator('aside')
      .getByText(t('call.waiting', { count: 3 }))
      .waitFor();
    await enter(page, button(page, t('call.denyName', { name: first })));
    await guests.get(first)?.page.getByText(t('errors.entry_denied.title')).waitFor();
    const panel = page.locator('aside');
    const stillThere = panel.getByRole('heading', { name: t('call.waiting', { count: 2 }) });
    await expectFocus(stillThere, 'goes to those who still wait when the row is gone');
    await enter(page, button(page, t('call.admitAll')));
    for (const name of [second, third]) await room.controls(guests.get(name)!.page).waitFor();
    const title = panel.getByRole('heading', { level: 2, name: t('call.people') });
    await expectFocus(title, 'goes back to the panel when nobody waits any more');
    await room.endForAll(page);
  });

  test('edits a meeting, and cancels it', async () => {
    const { page, api } = organiser;
    const { meetingId } = await schedule(api, { title: 'Bridges', startsAt: new Date(Date.now() + 86_400_000).toISOString() });
    await page.goto(`${origin}/meetings/${meetingId}`);
    await enter(page, page.getByRole('link', { name: t('common.edit') }));
    await page.waitForURL(`${origin}/meetings/${meetingId}/edit`);
    await tabTo(page, page.locator('#title'));
    await page.keyboard.press('End');
    await page.keyboard.type(' and ferries');
    await page.keyboard.press('Enter');
    await page.getByText(t('schedule.detail.saved')).waitFor();
    await page.getByRole('heading', { level: 1, name: 'Bridges and ferries' }).waitFor();
    await enter(page, page.locator('summary').filter({ hasText: t('schedule.detail.cancel') }));
    await enter(page, button(page, t('schedule.detail.cancelYes')));
    await page.getByText(t('schedule.detail.wasCancelled')).waitFor();
  });
});
