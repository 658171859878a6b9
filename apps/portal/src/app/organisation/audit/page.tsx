import { translator } from '@sabha/i18n/translator';
import type { Metadata } from 'next';
import { administeredBy, chosenOf } from '../../../features/organisation/administered.ts';
import { SearchPage } from '../../../features/records/search-page.tsx';
import { readSearch } from '../../../features/records/search-query.ts';
import { ProblemPage } from '../../../features/site/problem-page.tsx';
import { SiteShell } from '../../../features/site/site-shell.tsx';
import { attempt, memberPage, preferences } from '../../../request/member-page.ts';
import { serverApi } from '../../../trpc/server.ts';

type Query = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator((await preferences()).locale, 'records')('records.title') };
}

export default async function AuditSearch({ searchParams }: Query) {
  const asked = await searchParams;
  const { frame, me } = await memberPage('/organisation/audit');
  const ministries = administeredBy(me);
  const ministry = chosenOf(ministries, asked['ministry']);
  // Whoever administers none is refused by the use case, which records it.
  const query = readSearch(asked, ministry?.ministryId ?? me.memberships[0]?.ministryId ?? '');
  const server = await serverApi();
  const read = await attempt(async () => (query.faults.length > 0 ? null : server.auditLog.search(query.search)));
  return (
    <SiteShell frame={frame} section="organisation">
      {read.ok && ministry ? (
        <SearchPage frame={frame} ministry={ministry} ministries={ministries} query={query} page={read.value} />
      ) : (
        <ProblemPage frame={frame} refusal={read.ok ? { code: 'not_allowed', id: null } : read.refusal} />
      )}
    </SiteShell>
  );
}
