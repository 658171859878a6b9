import { translator } from '@sabha/i18n/translator';
import type { Metadata } from 'next';
import { ProblemPage } from '../../../features/site/problem-page.tsx';
import { SiteShell } from '../../../features/site/site-shell.tsx';
import { RulesPage } from '../../../features/status/rules-page.tsx';
import { attempt, memberPage, preferences } from '../../../request/member-page.ts';
import { serverApi } from '../../../trpc/server.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator((await preferences()).locale, 'rules')('rules.title') };
}

export default async function Rules() {
  const { frame } = await memberPage('/status/rules');
  const server = await serverApi();
  const rules = await attempt(() => server.status.rules({}));
  return (
    <SiteShell frame={frame} section="none">
      {rules.ok ? <RulesPage frame={frame} view={rules.value} /> : <ProblemPage frame={frame} refusal={rules.refusal} />}
    </SiteShell>
  );
}
