'use server';

import type { Locale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import { redirect } from 'next/navigation';
import { problemOf, readMeetingEdit, readNewMeeting } from '../../features/schedule/meeting-form-data.ts';
import type { FormValues, MeetingFormState } from '../../features/schedule/meeting-form-state.ts';
import { requireMember } from '../../request/member-action.ts';
import { attempt, preferences, signInAndBackTo, type Attempt } from '../../request/member-page.ts';
import { serverApi } from '../../trpc/server.ts';

export async function scheduleMeeting(state: MeetingFormState, form: FormData): Promise<MeetingFormState> {
  await requireMember('meeting.schedule', '/meetings/new');
  const { locale } = await preferences();
  const read = readNewMeeting(form, locale);
  const attempts = nextAttempt(state);
  if ('problems' in read) return { attempt: attempts, values: read.values, problems: read.problems, refusal: null };
  const server = await serverApi();
  const result = await attempt(() => server.meeting.schedule(read.request));
  if (result.ok) redirect(`/meetings/${result.value.meetingId}?done=scheduled`);
  return refused(result, { attempt: attempts, values: read.values, locale, path: '/meetings/new' });
}

export async function editMeeting(meetingId: string, state: MeetingFormState, form: FormData): Promise<MeetingFormState> {
  await requireMember('meeting.edit', `/meetings/${encodeURIComponent(meetingId)}/edit`);
  const { locale } = await preferences();
  const read = readMeetingEdit(form, { meetingId, locale });
  const attempts = nextAttempt(state);
  if ('problems' in read) return { attempt: attempts, values: read.values, problems: read.problems, refusal: null };
  const server = await serverApi();
  const result = await attempt(() => server.meeting.edit(read.request));
  if (result.ok) redirect(`/meetings/${meetingId}?done=saved`);
  return refused(result, { attempt: attempts, values: read.values, locale, path: `/meetings/${meetingId}/edit` });
}

export async function cancelMeeting(form: FormData): Promise<void> {
  const sent = form.get('meetingId');
  const meetingId = typeof sent === 'string' ? sent : '';
  await requireMember('meeting.cancel', `/meetings/${encodeURIComponent(meetingId)}`);
  const server = await serverApi();
  const result = await attempt(() => server.meeting.cancel({ meetingId }));
  const path = `/meetings/${encodeURIComponent(meetingId)}`;
  if (result.ok) redirect(`${path}?done=wasCancelled`);
  redirect(`${path}?error=${result.refusal.code}&id=${result.refusal.id ?? ''}`);
}

/** The state comes back from the browser, whatever has become of it there. */
const nextAttempt = ({ attempt: sent }: Partial<MeetingFormState>): number => (Number.isSafeInteger(sent) ? Number(sent) + 1 : 1);

type Sent = Readonly<{ attempt: number; values: FormValues; locale: Locale; path: string }>;

/** A refusal about one field stands at the field; any other at the top of the form. */
function refused(result: Attempt<unknown> & { ok: false }, { attempt: attempts, values, locale, path }: Sent): MeetingFormState {
  const { refusal, evidence } = result;
  if (refusal.code === 'not_signed_in') redirect(signInAndBackTo(path));
  const isAboutField = refusal.code === 'bad_input' || refusal.code === 'not_allowed';
  const problem = isAboutField ? problemOf(evidence, { values, locale }) : null;
  if (problem) return { attempt: attempts, values, problems: [problem], refusal: null };
  const t = translator(locale, 'errors', 'common');
  const reference = refusal.id === null ? null : t('common.errorReference', { id: refusal.id });
  const words = { title: t(`errors.${refusal.code}.title`), next: t(`errors.${refusal.code}.next`), reference };
  return { attempt: attempts, values, problems: [], refusal: { ...refusal, ...words } };
}
