import { translator } from '@sabha/i18n/translator';
import type { Metadata } from 'next';
import { administeredBy, chosenOf } from '../../../features/organisation/administered.ts';
import { PrivacyPage, type PrivacyPageProps } from '../../../features/privacy/privacy-page.tsx';
import { ProblemPage } from '../../../features/site/problem-page.tsx';
import { SiteShell } from '../../../features/site/site-shell.tsx';
import { attempt, memberPage, preferences } from '../../../request/member-page.ts';
import { refusalInQuery } from '../../../request/refusal-in-query.ts';
import { serverApi } from '../../../trpc/server.ts';
import { erase, liftHold, placeHold } from './actions.ts';

type Query = Record<string, string | string[] | undefined>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator((await preferences()).locale, 'privacy')('privacy.admin.title') };
}

export default async function Privacy({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const { frame, me } = await memberPage('/organisation/privacy');
  const ministry = chosenOf(administeredBy(me), query['ministry']);
  // Whoever administers none is refused by the use case, which records it.
  const ministryId = ministry?.ministryId ?? me.memberships[0]?.ministryId ?? '';
  const server = await serverApi();
  const holds = await attempt(() => server.auditLog.holds({ ministryId }));
  if (!holds.ok || !ministry) {
    return (
      <SiteShell frame={frame} section="organisation">
        <ProblemPage frame={frame} refusal={holds.ok ? { code: 'not_allowed', id: null } : holds.refusal} />
      </SiteShell>
    );
  }
  return (
    <SiteShell frame={frame} section="organisation">
      <PrivacyPage
        frame={frame}
        ministry={ministry}
        holds={holds.value}
        actions={{
          erase: erase.bind(null, ministryId),
          placeHold: placeHold.bind(null, ministryId),
          liftHold: liftHold.bind(null, ministryId),
        }}
        done={doneIn(query)}
        refusal={refusalInQuery(query)}
        reason={reasonIn(query)}
      />
    </SiteShell>
  );
}

function doneIn({ done, held }: Query): PrivacyPageProps['done'] {
  if (done === 'erased') return { what: done, held: Math.max(0, Number(held) || 0) };
  return done === 'placed' || done === 'lifted' ? { what: done } : null;
}

function reasonIn({ error, from }: Query): PrivacyPageProps['reason'] {
  if (from !== 'privacy.erase') return null;
  return error === 'conflict' ? 'stillMember' : error === 'not_found' ? 'nobody' : null;
}
