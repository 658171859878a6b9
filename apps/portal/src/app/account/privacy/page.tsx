import { translator } from '@sabha/i18n/translator';
import type { Metadata } from 'next';
import { OwnDataPage } from '../../../features/privacy/own-data-page.tsx';
import { SiteShell } from '../../../features/site/site-shell.tsx';
import { memberPage, preferences } from '../../../request/member-page.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator((await preferences()).locale, 'privacy')('privacy.own.title') };
}

export default async function OwnData() {
  const { frame } = await memberPage('/account/privacy');
  return (
    <SiteShell frame={frame} section="none">
      <OwnDataPage frame={frame} />
    </SiteShell>
  );
}
