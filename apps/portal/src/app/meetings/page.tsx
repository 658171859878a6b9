import { isAtLeast } from '@sabha/domain/policy/membership';
import { translator } from '@sabha/i18n/translator';
import type { Metadata } from 'next';
import { MeetingListPage } from '../../features/schedule/meeting-list-page.tsx';
import { ProblemPage } from '../../features/site/problem-page.tsx';
import { SiteShell } from '../../features/site/site-shell.tsx';
import { attempt, memberPage, preferences } from '../../request/member-page.ts';
import { serverApi } from '../../trpc/server.ts';

type Query = { searchParams: Promise<{ when?: string; cursor?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator((await preferences()).locale, 'schedule')('schedule.list.title') };
}

export default async function MeetingsPage({ searchParams }: Query) {
  const { when: asked, cursor } = await searchParams;
  const when = asked === 'past' ? 'past' : 'upcoming';
  const { frame, me } = await memberPage('/meetings');
  const server = await serverApi();
  const page = await attempt(() => server.meeting.list({ when, ...(typeof cursor === 'string' && { cursor }) }));
  return (
    <SiteShell frame={frame} section="meetings">
      {page.ok ? (
        <MeetingListPage
          frame={frame}
          when={when}
          meetings={page.value.items}
          nextCursor={page.value.nextCursor}
          isFirstPage={cursor === undefined}
          maySchedule={me.memberships.some(({ role }) => isAtLeast(role, 'scheduler'))}
        />
      ) : (
        <ProblemPage frame={frame} refusal={page.refusal} />
      )}
    </SiteShell>
  );
}
