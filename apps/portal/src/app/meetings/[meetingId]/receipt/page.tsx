import { translator } from '@sabha/i18n/translator';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ReceiptPage } from '../../../../features/receipt/receipt-page.tsx';
import { ProblemPage } from '../../../../features/site/problem-page.tsx';
import { SiteShell } from '../../../../features/site/site-shell.tsx';
import { attempt, memberPage, preferences } from '../../../../request/member-page.ts';
import { isUuid } from '../../../../request/uuid.ts';
import { serverApi } from '../../../../trpc/server.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator((await preferences()).locale, 'receipt')('receipt.title') };
}

export default async function MeetingReceiptPage({ params }: { params: Promise<{ meetingId: string }> }) {
  const { meetingId } = await params;
  if (!isUuid(meetingId)) notFound();
  const { frame } = await memberPage(`/meetings/${meetingId}/receipt`);
  const server = await serverApi();
  const read = await attempt(async () => ({
    view: await server.receipt.get({ meetingId }),
    timeZone: (await server.meeting.get({ meetingId })).timeZone,
  }));
  return (
    <SiteShell frame={frame} section="meetings">
      {read.ok ? (
        <ReceiptPage frame={frame} meetingId={meetingId} {...read.value} />
      ) : (
        <ProblemPage frame={frame} refusal={read.refusal} />
      )}
    </SiteShell>
  );
}
