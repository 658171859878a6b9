import { translator } from '@sabha/i18n/translator';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { portalEnv } from '../../../env.ts';
import { MeetingDetailPage, type DetailProps } from '../../../features/schedule/meeting-detail-page.tsx';
import { siteOptions } from '../../../features/schedule/site-options.ts';
import { ProblemPage } from '../../../features/site/problem-page.tsx';
import { RefusalSummary } from '../../../features/site/refusal-summary.tsx';
import { SiteShell } from '../../../features/site/site-shell.tsx';
import { attempt, memberPage, preferences } from '../../../request/member-page.ts';
import { refusalInQuery } from '../../../request/refusal-in-query.ts';
import { isUuid } from '../../../request/uuid.ts';
import { serverApi } from '../../../trpc/server.ts';
import { cancelMeeting } from '../actions.ts';

type Address = { params: Promise<{ meetingId: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator((await preferences()).locale, 'common')('common.meeting') };
}

export default async function MeetingPage({ params, searchParams }: Address) {
  const [{ meetingId }, query] = [await params, await searchParams];
  if (!isUuid(meetingId)) notFound();
  const { frame } = await memberPage(`/meetings/${meetingId}`);
  const server = await serverApi();
  const meeting = await attempt(() => server.meeting.get({ meetingId }));
  const isAsked = query['show'] === 'attendance' && meeting.ok && meeting.value.isHost;
  const attendance = isAsked ? await attempt(() => server.meeting.attendance({ meetingId })) : null;
  const refusal = refusalInQuery(query) ?? (attendance?.ok === false ? attendance.refusal : null);
  return (
    <SiteShell frame={frame} section="meetings">
      {refusal && <RefusalSummary locale={frame.locale} refusal={refusal} />}
      {meeting.ok ? (
        <MeetingDetailPage
          frame={frame}
          meeting={meeting.value}
          publicUrl={portalEnv().PUBLIC_URL}
          places={siteOptions(await server.meeting.sites({}), frame.locale)}
          attendance={attendance?.ok ? attendance.value : null}
          done={doneIn(query['done'])}
          cancel={cancelMeeting}
        />
      ) : (
        <ProblemPage frame={frame} refusal={meeting.refusal} />
      )}
    </SiteShell>
  );
}

function doneIn(text: unknown): DetailProps['done'] {
  return text === 'scheduled' || text === 'saved' || text === 'wasCancelled' ? text : null;
}
