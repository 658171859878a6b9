import { translator } from '@sabha/i18n/translator';
import type { Metadata } from 'next';
import { administeredBy, chosenOf } from '../../features/organisation/administered.ts';
import { OrganisationPage, type OrganisationProps } from '../../features/organisation/organisation-page.tsx';
import { ProblemPage } from '../../features/site/problem-page.tsx';
import { SiteShell } from '../../features/site/site-shell.tsx';
import { attempt, memberPage, preferences } from '../../request/member-page.ts';
import { refusalInQuery } from '../../request/refusal-in-query.ts';
import { serverApi } from '../../trpc/server.ts';
import { addDepartment, addMember, removeMember, setRole } from './actions.ts';

type Query = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator((await preferences()).locale, 'organisation')('organisation.title') };
}

export default async function Organisation({ searchParams }: Query) {
  const query = await searchParams;
  const { frame, me } = await memberPage('/organisation');
  const server = await serverApi();
  const members = await attempt(() => server.organisation.members({}));
  const departments = await attempt(() => server.organisation.departments({}));
  const ministries = administeredBy(me);
  const ministry = chosenOf(ministries, query['ministry']);
  if (!members.ok || !departments.ok || !ministry) {
    const refusal = members.ok
      ? departments.ok
        ? ({ code: 'not_allowed', id: null } as const)
        : departments.refusal
      : members.refusal;
    return (
      <SiteShell frame={frame} section="organisation">
        <ProblemPage frame={frame} refusal={refusal} />
      </SiteShell>
    );
  }
  const { ministryId } = ministry;
  return (
    <SiteShell frame={frame} section="organisation">
      <OrganisationPage
        frame={frame}
        ministry={ministry}
        ministries={ministries}
        departments={departments.value.filter((department) => department.ministryId === ministryId)}
        members={members.value}
        actions={{
          addMember: addMember.bind(null, ministryId),
          setRole: setRole.bind(null, ministryId),
          removeMember: removeMember.bind(null, ministryId),
          addDepartment: addDepartment.bind(null, ministryId),
        }}
        done={doneIn(query['done'])}
        refusal={refusalInQuery(query)}
        reason={reasonIn(query['reason'])}
      />
    </SiteShell>
  );
}

function doneIn(text: unknown): OrganisationProps['done'] {
  return text === 'member' || text === 'role' || text === 'removed' || text === 'department' ? text : null;
}

function reasonIn(text: unknown): OrganisationProps['reason'] {
  return text === 'name_taken' || text === 'already_member' || text === 'last_administrator' ? text : null;
}
