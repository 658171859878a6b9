import { translator } from '@sabha/i18n/translator';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { RecordPage } from '../../../../features/records/record-page.tsx';
import { ProblemPage } from '../../../../features/site/problem-page.tsx';
import { SiteShell } from '../../../../features/site/site-shell.tsx';
import { attempt, memberPage, preferences } from '../../../../request/member-page.ts';
import { isUuid } from '../../../../request/uuid.ts';
import { serverApi } from '../../../../trpc/server.ts';

type Address = {
  params: Promise<{ meetingId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator((await preferences()).locale, 'records')('records.story.title') };
}

export default async function MeetingRecordPage({ params, searchParams }: Address) {
  const { meetingId } = await params;
  if (!isUuid(meetingId)) notFound();
  const asked = Number((await searchParams)['after']);
  const after = Number.isSafeInteger(asked) && asked > 0 ? asked : undefined;
  const { frame } = await memberPage(`/meetings/${meetingId}/record`);
  const server = await serverApi();
  const read = await attempt(async () => {
    const { title, timeZone } = await server.meeting.get({ meetingId });
    return { meeting: { meetingId, title, timeZone }, page: await server.auditLog.story({ meetingId, after }) };
  });
  return (
    <SiteShell frame={frame} section="meetings">
      {read.ok ? (
        <RecordPage frame={frame} {...read.value} isFirstPage={after === undefined} />
      ) : (
        <ProblemPage frame={frame} refusal={read.refusal} />
      )}
    </SiteShell>
  );
}
