import { translator } from '@sabha/i18n/translator';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Scheduled } from './platform/api.ts';
import { attachmentText, mailTo, type Mail } from './platform/mailbox.ts';
import { fillDoor } from './platform/room.ts';
import { inIndia, scheduleByForm } from './platform/schedule-form.ts';
import { openStage, type Person } from './platform/stage.ts';

const t = translator('en', 'schedule', 'mail', 'common', 'errors');
const stage = openStage();
const { platform } = stage;
const { origin } = platform;

const title = 'Budget of the district library';
const newTitle = 'Budget of the district library and its branches';
const [staying, leaving, coming] = [
  { name: 'Leela Menon', email: 'leela.menon@citizens.sabha.localhost' },
  { name: 'Tarun Bose', email: 'tarun.bose@citizens.sabha.localhost' },
  { name: 'Nadia Khan', email: 'nadia.khan@citizens.sabha.localhost' },
];

let organiser: Person;
let meeting: Scheduled;

const line = ({ name, email }: typeof staying) => `${name}, ${email}`;
const detail = () => `${origin}/meetings/${meeting.meetingId}`;

async function calendarOf(mail: Mail): Promise<string> {
  const calendar = mail.attachments.find(({ filename }) => filename.endsWith('.ics'));
  return (await attachmentText(platform, mail, calendar!.index)).replaceAll('\r\n ', '');
}

beforeAll(async () => {
  organiser = await stage.official('scheduler');
  meeting = await scheduleByForm(organiser, platform, { title, invitees: [line(staying), line(leaving)] });
});

describe('a meeting that is changed', () => {
  const later = inIndia(new Date(Date.now() + 26 * 3_600_000));

  test('shows its new title, time and list at once', async () => {
    const { page } = organiser;
    for (const { email } of [staying, leaving]) await mailTo(platform, email, title);
    await page.goto(detail());
    await page.getByRole('link', { name: t('common.edit') }).click();
    await page.waitForURL(`${detail()}/edit`);
    expect(await page.locator('#title').inputValue()).toBe(title);
    await page.locator('#title').fill(newTitle);
    await page.locator('#date').fill(later.date);
    await page.locator('#time').fill(later.time);
    await page.locator('#invitees').fill([staying, coming].map(line).join('\n'));
    await page.getByRole('button', { name: t('schedule.form.submitEdit') }).click();
    await page.getByText(t('schedule.detail.saved')).waitFor();
    await page.getByRole('heading', { level: 1, name: newTitle }).waitFor();
    const invited = page.getByRole('table', { name: t('schedule.detail.invited') }).getByRole('rowheader');
    expect((await invited.allInnerTexts()).sort()).toEqual([staying, coming].map(({ name }) => name).sort());
    await page.reload();
    await page.getByRole('heading', { level: 1, name: newTitle }).waitFor();
  });

  test('tells whoever stays on the list by a mail that calendars take for the newer one', async () => {
    const mail = await mailTo(platform, staying.email, t('mail.changed.subject', { kind: 'meeting' }));
    expect(mail.text).toContain(newTitle);
    expect(mail.text).toContain(`${origin}/j/${meeting.joinCode}`);
    const calendar = await calendarOf(mail);
    expect(calendar).toMatch(/^METHOD:REQUEST\r$/m);
    expect(calendar).toMatch(/^SEQUENCE:1\r$/m);
    expect(calendar).toContain(`SUMMARY:${newTitle}`);
    expect(calendar).toContain(`DTSTART;TZID=Asia/Kolkata:${later.date.replaceAll('-', '')}T${later.time.replace(':', '')}00`);
  });

  test('invites who was added, and takes the invitation back from who was crossed out', async () => {
    const invitation = await mailTo(platform, coming.email, t('mail.invitation.subject', { kind: 'meeting' }));
    expect(invitation.text).toContain(newTitle);
    const withdrawal = await mailTo(platform, leaving.email, t('mail.withdrawn.subject'));
    expect(await calendarOf(withdrawal)).toMatch(/^METHOD:CANCEL\r$/m);
  });
});

describe('a meeting that is cancelled', () => {
  test('asks back first, and then says so on its page and in the list of what is past', async () => {
    const { page } = organiser;
    await page.goto(detail());
    const yes = page.getByRole('button', { name: t('schedule.detail.cancelYes') });
    expect(await yes.isVisible()).toBe(false);
    await page.getByText(t('schedule.detail.cancel'), { exact: true }).click();
    await yes.click();
    await page.getByText(t('schedule.detail.wasCancelled')).waitFor();
    await page.getByText(t('schedule.status.cancelled'), { exact: true }).waitFor();
    for (const name of [t('common.edit'), t('schedule.detail.start')]) {
      expect(await page.getByRole('link', { name }).count()).toBe(0);
    }
    await page.goto(`${origin}/meetings?when=past`);
    const row = page.getByRole('main').getByRole('listitem').filter({ hasText: newTitle });
    await row.getByText(t('schedule.status.cancelled'), { exact: true }).waitFor();
  });

  test('is withdrawn from the calendar of everybody on the list', async () => {
    for (const { email } of [staying, coming]) {
      const mail = await mailTo(platform, email, t('mail.cancelled.subject', { kind: 'meeting' }));
      const calendar = await calendarOf(mail);
      expect(calendar).toMatch(/^METHOD:CANCEL\r$/m);
      expect(calendar).toMatch(/^STATUS:CANCELLED\r$/m);
      expect(calendar).toMatch(/^SEQUENCE:2\r$/m);
    }
  });

  test('lets nobody in any more, and says why to whoever has the passcode', async () => {
    const { page } = await stage.citizen();
    await fillDoor(page, origin, { meeting, name: staying.name });
    await page.getByText(t('errors.meeting_cancelled.title')).waitFor();
    await organiser.page.goto(`${origin}/j/${meeting.joinCode}`);
    await organiser.page.getByRole('button', { name: /Rahul Nair/ }).click();
    await organiser.page.getByText(t('errors.meeting_cancelled.title')).waitFor();
  });
});
