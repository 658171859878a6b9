import { translator } from '@sabha/i18n/translator';
import type { Metadata } from 'next';
import { IncidentListPage } from '../../features/incident/incident-list-page.tsx';
import { administeredBy, chosenOf } from '../../features/organisation/administered.ts';
import { ProblemPage } from '../../features/site/problem-page.tsx';
import { SiteShell } from '../../features/site/site-shell.tsx';
import { attempt, memberPage, preferences } from '../../request/member-page.ts';
import { serverApi } from '../../trpc/server.ts';

type Query = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator((await preferences()).locale, 'incident')('incident.title') };
}

export default async function Incidents({ searchParams }: Query) {
  const asked = await searchParams;
  const { frame, me } = await memberPage('/incidents');
  const ministries = administeredBy(me);
  const ministry = chosenOf(ministries, asked['ministry']);
  // Whoever administers none is refused by the use case, which records it.
  const ministryId = ministry?.ministryId ?? me.memberships[0]?.ministryId ?? '';
  const server = await serverApi();
  const read = await attempt(() => server.incident.list({ ministryId }));
  return (
    <SiteShell frame={frame} section="organisation">
      {read.ok && ministry ? (
        <IncidentListPage frame={frame} ministry={ministry} ministries={ministries} incidents={read.value} />
      ) : (
        <ProblemPage frame={frame} refusal={read.ok ? { code: 'not_allowed', id: null } : read.refusal} />
      )}
    </SiteShell>
  );
}
