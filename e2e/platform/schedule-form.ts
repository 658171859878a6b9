import { translator } from '@sabha/i18n/translator';
import type { MeetingDetail } from '@sabha/domain/meeting/contract';
import type { Scheduled } from './api.ts';
import type { Platform } from './platform.ts';
import type { Person } from './stage.ts';

const t = translator('en', 'schedule');

type FormEntry = Readonly<{ title: string; invitees?: readonly string[]; kind?: 'meeting' | 'webinar' }>;

/** Schedules by the form, as an organiser does it, for a quarter of an hour from now. */
export async function scheduleByForm({ page, api }: Person, { origin }: Platform, entry: FormEntry): Promise<Scheduled> {
  await page.goto(`${origin}/meetings/new`);
  if (entry.kind === 'webinar') await page.getByLabel(t('schedule.form.kind.webinar'), { exact: true }).check();
  await page.getByLabel(t('schedule.form.title'), { exact: true }).fill(entry.title);
  const { date, time } = inIndia(new Date(Date.now() + 15 * 60_000));
  await page.getByLabel(t('schedule.form.date'), { exact: true }).fill(date);
  await page.getByLabel(t('schedule.form.time'), { exact: true }).fill(time);
  await page.locator('#invitees').fill((entry.invitees ?? []).join('\n'));
  await page.getByRole('button', { name: t('schedule.form.submitNew') }).click();
  await page.getByText(t('schedule.detail.scheduled')).waitFor();
  const meetingId = /\/meetings\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
  const { joinCode, passcode } = await api.mustQuery<MeetingDetail>('meeting.get', { meetingId });
  if (passcode === null) throw new Error('the organiser must see the passcode');
  await page.getByText(passcode, { exact: true }).waitFor();
  return { meetingId, joinCode, passcode };
}

/** The form's own time zone unless another is chosen. */
export function inIndia(instant: Date): Readonly<{ date: string; time: string }> {
  const [date = '', time = ''] = instant.toLocaleString('sv-SE', { timeZone: 'Asia/Kolkata' }).split(' ');
  return { date, time: time.slice(0, 5) };
}
