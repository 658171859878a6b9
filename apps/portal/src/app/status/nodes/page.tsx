import { translator } from '@sabha/i18n/translator';
import type { Metadata } from 'next';
import { ProblemPage } from '../../../features/site/problem-page.tsx';
import { SiteShell } from '../../../features/site/site-shell.tsx';
import { NodesPage } from '../../../features/status/nodes-page.tsx';
import { attempt, memberPage, preferences } from '../../../request/member-page.ts';
import { serverApi } from '../../../trpc/server.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator((await preferences()).locale, 'status')('status.nodes.title') };
}

export default async function Nodes() {
  const { frame } = await memberPage('/status/nodes');
  const server = await serverApi();
  const nodes = await attempt(() => server.status.nodes({}));
  return (
    <SiteShell frame={frame} section="none">
      {nodes.ok ? <NodesPage frame={frame} view={nodes.value} /> : <ProblemPage frame={frame} refusal={nodes.refusal} />}
    </SiteShell>
  );
}
