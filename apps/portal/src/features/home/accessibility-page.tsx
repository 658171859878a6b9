import { translator } from '@sabha/i18n/translator';
import { PageHeader } from '../../ui/page-header.tsx';
import type { Frame } from '../site/frame.ts';
import { PageTitle } from '../site/page-title.tsx';
import { SiteShell } from '../site/site-shell.tsx';
import { Part } from './about-page.tsx';

const works = ['keyboard', 'reader', 'zoom', 'colour', 'script'] as const;

export function AccessibilityPage({ frame }: { frame: Frame }) {
  const t = translator(frame.locale, 'home');
  return (
    <SiteShell frame={frame} section="none" width="text">
      <PageTitle frame={frame} title={t('home.access.title')} />
      <PageHeader title={t('home.access.title')} lead={t('home.access.lead')} />
      <div className="space-y-10">
        <Part id="standard" title={t('home.access.standard.title')}>
          <p>{t('home.access.standard.text')}</p>
        </Part>
        <Part id="works" title={t('home.access.works.title')}>
          <ul className="list-disc space-y-2 pl-6">
            {works.map((id) => (
              <li key={id}>{t(`home.access.works.${id}`)}</li>
            ))}
          </ul>
        </Part>
        <Part id="limits" title={t('home.access.limits.title')}>
          <p>{t('home.access.limits.captions')}</p>
        </Part>
        <Part id="report" title={t('home.access.report.title')}>
          <p>{t('home.access.report.text')}</p>
        </Part>
      </div>
    </SiteShell>
  );
}
