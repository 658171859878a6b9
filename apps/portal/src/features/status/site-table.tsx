import type { SiteView, Violation } from '@sabha/domain/residency/status-contract';
import { formatDate, formatDateTime } from '@sabha/i18n/date-time';
import type { Locale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import { Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { timeZone } from '../site/time-zone.ts';
import { toneOf } from './look.ts';
import { nameOf, placeOf } from './site-names.ts';

/** What the map shows, in words: one row a site that carries meetings, under the map's number. */
export function SiteTable({ locale, sites }: { locale: Locale; sites: readonly SiteView[] }) {
  const t = translator(locale, 'status');
  return (
    <Table
      caption={t('status.sites.title')}
      columns={[t('status.sites.site'), t('status.sites.now'), t('status.sites.load'), t('status.sites.lastViolation')]}
      rows={sites.map((view, index) => ({
        key: view.siteId,
        cells: [
          <span className="flex gap-2" key="name">
            <span className="text-muted">{index + 1}</span>
            <span>
              {nameOf(view, locale)}
              <span className="block text-sm font-normal text-muted">{placeOf(view, locale)}</span>
            </span>
          </span>,
          <Standing key="now" locale={locale} site={view} />,
          <span key="load" className="whitespace-nowrap">
            {view.load === null ? t('status.sites.notKnown') : t('status.sites.loadValue', { percent: view.load })}
          </span>,
          <span key="violation" className="block min-w-40">
            {violationText(view.lastViolation, locale)}
          </span>,
        ],
      }))}
    />
  );
}

function Standing({ locale, site: { standing, reason, since } }: { locale: Locale; site: SiteView }) {
  const t = translator(locale, 'status');
  return (
    <>
      <Tag tone={toneOf[standing]}>{t(`status.standing.${standing}`)}</Tag>
      <span className="mt-1 block min-w-40 text-sm text-muted">
        {since === null
          ? t('status.sites.sinceUnknown')
          : t('status.sites.since', { time: formatDateTime(new Date(since), { locale, timeZone }) })}
      </span>
      {reason !== null && <span className="block text-sm text-muted">{t(`status.closed.${reason}`)}</span>}
    </>
  );
}

/** Its date and kind, and nothing of whom it concerned. */
export function violationText(violation: Violation | null, locale: Locale): string {
  const t = translator(locale, 'status');
  if (violation === null) return t('status.sites.noViolation');
  return [formatDate(new Date(violation.at), { locale, timeZone }), t(`status.violation.short.${violation.kind}`)].join(': ');
}
