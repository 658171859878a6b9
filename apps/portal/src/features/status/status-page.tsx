import type { SiteView, StatusView } from '@sabha/domain/residency/status-contract';
import { formatDateTime } from '@sabha/i18n/date-time';
import type { Locale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import { Banner, type Tone } from '../../ui/banner.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { linkClass } from '../../ui/text-link.ts';
import type { Frame } from '../site/frame.ts';
import { PageTitle } from '../site/page-title.tsx';
import { SiteShell } from '../site/site-shell.tsx';
import { History } from './history.tsx';
import { timeZone } from '../site/time-zone.ts';
import { IndiaMap } from './map/india-map.tsx';
import { nameOf, placeOf } from './site-names.ts';
import { SiteTable, violationText } from './site-table.tsx';

export type StatusProps = { frame: Frame; status: StatusView };

/** The sites as anybody may see them: complete without a script, and as new as the last reload. */
export function StatusPage({ frame, status }: StatusProps) {
  const { locale } = frame;
  const t = translator(locale, 'status');
  const carrying = status.sites.filter(({ standing }) => standing !== 'no_media');
  const others = status.sites.filter(({ standing }) => standing === 'no_media');
  const numberOf = (siteId: string) => carrying.findIndex((site) => site.siteId === siteId) + 1 || undefined;
  return (
    <SiteShell frame={frame} section="none">
      <PageTitle frame={frame} title={t('status.title')} description={t('status.lead')} />
      <PageHeader title={t('status.title')} lead={t('status.lead')} />
      <div className="space-y-3 pb-10">
        <Now locale={locale} status={status} sites={carrying} />
        <p className="text-muted">
          {t('status.readAt', { time: formatDateTime(new Date(status.readAt), { locale, timeZone }) })}
        </p>
      </div>
      <div className="grid gap-x-12 gap-y-10 lg:grid-cols-[24rem_1fr]">
        <IndiaMap locale={locale} sites={status.sites} numberOf={numberOf} />
        <div className="min-w-0 space-y-10">
          <section aria-labelledby="sites-title" className="space-y-4">
            <h2 id="sites-title" className="text-xl">
              {t('status.sites.title')}
            </h2>
            {carrying.length === 0 ? <p>{t('status.sites.none')}</p> : <SiteTable locale={locale} sites={carrying} />}
          </section>
          <section aria-labelledby="violation-title" className="space-y-2">
            <h2 id="violation-title" className="text-xl">
              {t('status.violation.title')}
            </h2>
            <p>{status.lastViolation ? violationText(status.lastViolation, locale) : t('status.violation.none')}</p>
            {status.lastReported && (
              <p className="text-muted">{t('status.violation.reported', { what: violationText(status.lastReported, locale) })}</p>
            )}
          </section>
          {others.length > 0 && <Others locale={locale} sites={others} />}
          <Links frame={frame} />
        </div>
      </div>
      <div className="space-y-6 pt-12">
        <History locale={locale} sites={status.sites} history={status.history} />
        <p className="max-w-text text-muted">{t('status.evidence')}</p>
      </div>
    </SiteShell>
  );
}

function Now({ locale, status, sites }: { locale: Locale; status: StatusView; sites: readonly SiteView[] }) {
  const t = translator(locale, 'status');
  const { lookedAt, isWatched } = status;
  const isUnknown = sites.some(({ standing }) => standing === 'unknown');
  if (!isWatched || isUnknown) {
    return (
      <Banner tone="warn" title={t('status.now.unknown')}>
        {isWatched && t('status.now.partly')}
        {!isWatched && lookedAt === null && t('status.now.neverLooked')}
        {!isWatched &&
          lookedAt !== null &&
          t('status.now.silentSince', { time: formatDateTime(new Date(lookedAt), { locale, timeZone }) })}
      </Banner>
    );
  }
  const serving = sites.filter(({ standing }) => standing === 'serving').length;
  const extent = serving === 0 ? 'none' : serving === sites.length ? 'all' : 'some';
  const tones: Readonly<Record<typeof extent, Tone>> = { all: 'good', some: 'warn', none: 'bad' };
  const title = extent === 'some' ? t('status.now.some', { serving, sites: sites.length }) : t(`status.now.${extent}`);
  return <Banner tone={tones[extent]} title={title} />;
}

function Others({ locale, sites }: { locale: Locale; sites: readonly SiteView[] }) {
  const t = translator(locale, 'status');
  return (
    <section aria-labelledby="others-title" className="space-y-3">
      <h2 id="others-title" className="text-xl">
        {t('status.others.title')}
      </h2>
      <p className="max-w-text">{t('status.others.lead')}</p>
      <ul className="list-disc space-y-1 pl-5">
        {sites.map((site) => (
          <li key={site.siteId}>
            {nameOf(site, locale)} <span className="text-muted">({placeOf(site, locale)})</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Links({ frame }: { frame: Frame }) {
  const t = translator(frame.locale, 'status', 'rules');
  const links = [
    { href: '/status/inventory', label: t('status.toInventory') },
    ...(frame.viewer?.mayAdminister === true
      ? [
          { href: '/status/nodes', label: t('status.toNodes') },
          { href: '/status/rules', label: t('rules.open') },
        ]
      : []),
  ];
  return (
    <ul className="space-y-1">
      {links.map(({ href, label }) => (
        <li key={href}>
          <a href={href} className={`${linkClass} inline-flex min-h-8 items-center font-semibold`}>
            {label}
          </a>
        </li>
      ))}
    </ul>
  );
}
