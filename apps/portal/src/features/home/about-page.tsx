import { translator } from '@sabha/i18n/translator';
import type { ReactNode } from 'react';
import { PageHeader } from '../../ui/page-header.tsx';
import { linkClass } from '../../ui/text-link.ts';
import type { Frame } from '../site/frame.ts';
import { PageTitle } from '../site/page-title.tsx';
import { SiteShell } from '../site/site-shell.tsx';

/** What GIGW asks a site to say of itself: ownership, contact and feedback, terms, privacy, site map. */
export function AboutPage({ frame }: { frame: Frame }) {
  const t = translator(frame.locale, 'home', 'common');
  const pages = [
    { href: '/', label: t('common.home') },
    { href: '/webinars', label: t('common.webinars') },
    { href: '/sign-in', label: t('common.signIn') },
    { href: '/meetings', label: t('common.meetings') },
    { href: '/organisation', label: t('common.organisation') },
    { href: '/status', label: t('common.status') },
    { href: '/accessibility', label: t('home.access.title') },
  ];
  return (
    <SiteShell frame={frame} section="none" width="text">
      <PageTitle frame={frame} title={t('home.about.title')} />
      <PageHeader title={t('home.about.title')} lead={t('home.about.lead')} />
      <div className="space-y-10">
        <Part id="ownership" title={t('home.about.owner.title')}>
          <p>{t('home.about.owner.text')}</p>
        </Part>
        <Part id="contact" title={t('home.about.contact.title')}>
          <p>{t('home.about.contact.text')}</p>
        </Part>
        <Part id="terms" title={t('home.about.terms.title')}>
          <p>{t('home.about.terms.text')}</p>
        </Part>
        <Part id="privacy" title={t('home.about.privacy.title')}>
          <p>{t('home.about.privacy.text')}</p>
          <p>{t('home.about.privacy.cookies')}</p>
        </Part>
        <Part id="site-map" title={t('home.about.map.title')}>
          <ul className="space-y-1">
            {pages.map(({ href, label }) => (
              <li key={href}>
                <a href={href} className={`${linkClass} inline-flex min-h-8 items-center`}>
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </Part>
      </div>
    </SiteShell>
  );
}

export function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="space-y-3">
      <h2 id={`${id}-title`} className="text-xl">
        {title}
      </h2>
      {children}
    </section>
  );
}
