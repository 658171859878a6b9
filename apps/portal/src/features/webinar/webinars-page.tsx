import type { ListedWebinar } from '@sabha/domain/meeting/contract';
import { translator } from '@sabha/i18n/translator';
import { PageHeader } from '../../ui/page-header.tsx';
import { linkClass } from '../../ui/text-link.ts';
import type { Frame } from '../site/frame.ts';
import { PageTitle } from '../site/page-title.tsx';
import { SiteShell } from '../site/site-shell.tsx';
import { ministryOf, WebinarList } from './webinar-list.tsx';

export type WebinarsProps = {
  frame: Frame;
  webinars: readonly ListedWebinar[];
  /** Set where the list is one ministry's. */
  ministrySlug: string | null;
};

export function WebinarsPage({ frame, webinars, ministrySlug }: WebinarsProps) {
  const t = translator(frame.locale, 'webinar', 'common');
  const first = webinars[0];
  const ministry = ministrySlug !== null && first !== undefined ? ministryOf(first, frame.locale) : null;
  const title = ministry ?? t('webinar.list.title');
  return (
    <SiteShell frame={frame} section="webinars">
      <PageTitle frame={frame} title={title} description={t('webinar.list.lead')} />
      <PageHeader title={title} lead={ministry === null ? t('webinar.list.lead') : t('webinar.list.ofMinistry')} />
      {ministrySlug !== null && (
        <p className="pb-4">
          <a href="/webinars" className={linkClass}>
            {t('webinar.list.all')}
          </a>
        </p>
      )}
      <WebinarList locale={frame.locale} webinars={webinars} headingLevel={2} />
      {ministrySlug === null && <Ministries frame={frame} webinars={webinars} />}
    </SiteShell>
  );
}

function Ministries({ frame, webinars }: Pick<WebinarsProps, 'frame' | 'webinars'>) {
  const t = translator(frame.locale, 'webinar');
  const names = new Map(webinars.map((webinar) => [webinar.ministrySlug, ministryOf(webinar, frame.locale)]));
  if (names.size === 0) return null;
  return (
    <nav aria-labelledby="ministries-title" className="pt-12">
      <h2 id="ministries-title" className="pb-3 text-xl">
        {t('webinar.list.byMinistry')}
      </h2>
      <ul className="space-y-1">
        {[...names].map(([slug, name]) => (
          <li key={slug}>
            <a href={`/webinars/${slug}`} className={`${linkClass} inline-flex min-h-8 items-center`}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
