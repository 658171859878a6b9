import { translator } from '@sabha/i18n/translator';
import { beforeAll, expect, test } from 'vitest';
import { schedule, type Scheduled } from './platform/api.ts';
import * as room from './platform/room.ts';
import { openStage, type Person } from './platform/stage.ts';
import { guestAtDoor } from './scenes/cast.ts';
import { faultsOf } from './scenes/look.ts';

const [en, hi] = [translator('en', 'records'), translator('hi', 'records')];
const stage = openStage();
const { platform } = stage;

let host: Person;
let meeting: Scheduled;

beforeAll(async () => {
  host = await stage.official('scheduler');
  meeting = await schedule(host.api, { title: 'Flood relief' });
  await room.joinByAccount(host, platform, { meeting, who: 'scheduler' });
  await host.api.must('room.pass', { joinCode: meeting.joinCode });
  const { participantId } = await guestAtDoor(stage, meeting, { locale: 'en', name: 'Farida Begum' });
  const { meetingId } = meeting;
  await host.api.must('host.admit', { meetingId, participantId });
  await host.api.must('host.remove', { meetingId, participantId });
  await host.api.must('host.end', { meetingId });
});

test('who ran a meeting reads its whole story in words, in both languages, without a script', async () => {
  const page = await host.context.newPage();
  await page.goto(`${platform.origin}/meetings/${meeting.meetingId}`);
  await page.getByRole('link', { name: en('records.story.open') }).click();
  await page.getByRole('heading', { level: 1, name: en('records.story.title') }).waitFor();
  const said = await page.getByRole('main').getByRole('listitem').allInnerTexts();
  const story = said.join('\n');
  const order = [
    'scheduled the meeting',
    'Farida Begum asked to come in',
    'let Farida Begum in',
    'removed Farida Begum',
    'ended the meeting for all',
  ];
  expect(order.map((sentence) => story.indexOf(sentence)).every((at, nth, all) => at > (all[nth - 1] ?? -1))).toBe(true);
  expect(await faultsOf(page, 'en')).toEqual([]);
  await host.context.addCookies([{ name: 'sabha-locale', value: 'hi', url: platform.origin }]);
  await page.reload();
  await page.getByText('Farida Begum को हटाया').waitFor();
  expect(await faultsOf(page, 'hi')).toEqual([]);
  await host.context.clearCookies({ name: 'sabha-locale' });
});

test('an administrator finds it by form, goes on through pages, and is told what was not understood', async () => {
  const administrator = await stage.official('administrator', { javaScript: false });
  const { page } = administrator;
  await page.goto(`${platform.origin}/organisation`);
  await page.getByRole('link', { name: en('records.open') }).click();
  await page.getByRole('heading', { level: 1, name: en('records.title') }).waitFor();
  await page.getByLabel(en('records.event')).selectOption('host.removed');
  await page.getByLabel(en('records.meeting')).fill(`${platform.origin}/meetings/${meeting.meetingId}`);
  await page.getByRole('button', { name: en('records.search') }).click();
  const found = page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ has: page.getByRole('time') });
  await expect.poll(() => found.count()).toBe(1);
  expect(await found.innerText()).toContain('removed Farida Begum');
  expect(await page.getByLabel(en('records.event')).inputValue(), 'what was asked still stands there').toBe('host.removed');

  for (const [format, holds] of [
    ['csv', 'host.removed'],
    ['ocsf', '"class_uid"'],
    ['proofs', 'sabha.audit/proofs/v1'],
  ] as const) {
    const link = page.getByRole('link', { name: en(`records.format.${format}`) });
    const answer = await administrator.context.request.get(
      new URL((await link.getAttribute('href')) ?? '', platform.origin).href,
    );
    expect(answer.headers()['content-disposition'], format).toContain('attachment');
    expect(await answer.text()).toContain(holds);
  }
  for (let nth = 0; nth < 60; nth += 1) await administrator.api.mustQuery('auditLog.story', { meetingId: meeting.meetingId }); // each is an entry
  await page.getByRole('link', { name: en('records.clear') }).click();
  const newest = await found.first().innerHTML();
  await page.getByRole('link', { name: en('records.older') }).click();
  await page.getByRole('link', { name: en('records.newest') }).waitFor();
  expect(await found.first().innerHTML()).not.toBe(newest);

  await page.goto(`${page.url().split('?')[0] ?? ''}?actor=A+B`);
  await page
    .getByRole('alert')
    .getByRole('link', { name: en('records.who') })
    .waitFor();
  expect(await found.count(), 'nothing was asked, so nothing is shown').toBe(0);
});

test('it stands every look, and nobody else reads it', async () => {
  const administrator = await stage.official('administrator');
  for (const [locale, t] of [
    ['en', en],
    ['hi', hi],
  ] as const) {
    await administrator.context.addCookies([{ name: 'sabha-locale', value: locale, url: platform.origin }]);
    await administrator.page.goto(`${platform.origin}/organisation/audit`);
    await administrator.page.getByRole('heading', { level: 1, name: t('records.title') }).waitFor();
    expect(await faultsOf(administrator.page, locale)).toEqual([]);
  }
  const member = await stage.official('scheduler');
  await member.page.goto(`${platform.origin}/organisation/audit`);
  expect(
    await member.page
      .getByRole('main')
      .getByRole('listitem')
      .filter({ has: member.page.getByRole('time') })
      .count(),
  ).toBe(0);
  const outsider = await stage.official('outsider');
  const refused = await outsider.context.request.get(`${platform.origin}/meetings/${meeting.meetingId}/record`);
  expect(refused.status()).toBe(404);
});
