import { pick, pickKeys } from '@sabha/i18n/pick';
import { translator } from '@sabha/i18n/translator';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { MeetingForm } from '../../../../features/schedule/meeting-form.tsx';
import { valuesOfMeeting } from '../../../../features/schedule/meeting-form-data.ts';
import { siteOptions } from '../../../../features/schedule/site-options.ts';
import { timeZoneOptions } from '../../../../features/schedule/time-zone-options.ts';
import { ProblemPage } from '../../../../features/site/problem-page.tsx';
import { SiteShell } from '../../../../features/site/site-shell.tsx';
import { attempt, memberPage, preferences } from '../../../../request/member-page.ts';
import { isUuid } from '../../../../request/uuid.ts';
import { serverApi } from '../../../../trpc/server.ts';
import { PageHeader } from '../../../../ui/page-header.tsx';
import { editMeeting } from '../../actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator((await preferences()).locale, 'schedule')('schedule.edit.title') };
}

export default async function EditMeetingPage({ params }: { params: Promise<{ meetingId: string }> }) {
  const { meetingId } = await params;
  if (!isUuid(meetingId)) notFound();
  const { frame } = await memberPage(`/meetings/${meetingId}/edit`);
  const { locale } = frame;
  const t = translator(locale, 'schedule');
  const server = await serverApi();
  const meeting = await attempt(() => server.meeting.get({ meetingId }));
  const refusal = meeting.ok ? !meeting.value.mayEdit && ({ code: 'not_allowed', id: null } as const) : meeting.refusal;
  return (
    <SiteShell frame={frame} section="meetings">
      {refusal && <ProblemPage frame={frame} refusal={refusal} />}
      {meeting.ok && meeting.value.mayEdit && (
        <>
          <PageHeader title={t('schedule.edit.title')} lead={t('schedule.edit.lead')} />
          <MeetingForm
            action={editMeeting.bind(null, meetingId)}
            initial={{ attempt: 0, values: valuesOfMeeting(meeting.value, locale), problems: [], refusal: null }}
            messages={{ ...pick(locale, 'schedule'), ...pickKeys(locale, 'common.checkForm', 'common.optionalMark') }}
            zones={timeZoneOptions()}
            departments={[]}
            places={siteOptions(await server.meeting.sites({}), locale)}
            isNew={false}
          />
        </>
      )}
    </SiteShell>
  );
}
