import type { SiteView, Violation } from '@sabha/domain/residency/status-contract';
import { formatDate, formatDateTime } from '@sabha/i18n/date-time';
import type { Locale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import { Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { timeZone, toneOf } from './look.ts';
import { nameOf, placeOf } from './site-names.ts';

/** What the map shows, in words: one row a site that carries meetings, under the map's number. */
export function SiteTable({ locale, sites }: { locale: Locale; sites: readonly SiteView[] }) {
  const t = translator(locale, 'status');
  const { site, now, load, since, place, lastViolation } = columns(locale);
  return (
    <Table
      caption={t('status.sites.title')}
      columns={[site, now, load, since, place, lastViolation]}
      rows={sites.map((view, index) => ({
        key: view.siteId,
        cells: [
          <span className="flex gap-2" key="name">
            <span className="text-muted">{index + 1}</span> {nameOf(view, locale)}
          </span>,
          <Standing key="now" locale={locale} site={view} />,
          view.load === null ? t('status.sites.notKnown') : t('status.sites.loadValue', { percent: view.load }),
          view.since === null ? t('status.sites.notKnown') : formatDateTime(new Date(view.since), { locale, timeZone }),
          placeOf(view, locale),
          violationText(view.lastViolation, locale),
        ],
      }))}
    />
  );
}

function columns(locale: Locale) {
  const t = translator(locale, 'status');
  return {
    site: t('status.sites.site'),
    now: t('status.sites.now'),
    load: t('status.sites.load'),
    since: t('status.sites.since'),
    place: t('status.sites.place'),
    lastViolation: t('status.sites.lastViolation'),
  };
}

function Standing({ locale, site: { standing, reason } }: { locale: Locale; site: SiteView }) {
  const t = translator(locale, 'status');
  return (
    <>
      <Tag tone={toneOf[standing]}>{t(`status.standing.${standing}`)}</Tag>
      {reason !== null && <span className="mt-1 block min-w-48 text-sm text-muted">{t(`status.closed.${reason}`)}</span>}
    </>
  );
}

/** Its date and kind, and nothing of whom it concerned. */
export function violationText(violation: Violation | null, locale: Locale): string {
  const t = translator(locale, 'status');
  if (violation === null) return t('status.sites.noViolation');
  return [formatDate(new Date(violation.at), { locale, timeZone }), t(`status.violation.short.${violation.kind}`)].join(': ');
}
