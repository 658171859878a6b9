import { translator } from '@sabha/i18n/translator';
import type { Metadata } from 'next';
import { NotFoundPage } from '../features/site/not-found-page.tsx';
import { SiteShell } from '../features/site/site-shell.tsx';
import { preferences } from '../request/member-page.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator((await preferences()).locale, 'common')('common.pageNotFound') };
}

export default async function NotFound() {
  const frame = { ...(await preferences()), viewer: null };
  return (
    <SiteShell frame={frame} section="none">
      <NotFoundPage frame={frame} />
    </SiteShell>
  );
}
