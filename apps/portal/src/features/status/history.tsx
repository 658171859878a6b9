import type { HistoryEntry, StatusView } from '@sabha/domain/residency/status-contract';
import { HISTORY_DAYS } from '@sabha/domain/residency/status-contract';
import { formatDateTime } from '@sabha/i18n/date-time';
import type { Locale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import { linkClass } from '../../ui/text-link.ts';
import { timeZone } from '../site/time-zone.ts';
import { nameIn, type Named } from './site-names.ts';

/** What is seen without unfolding the rest. */
const FIRST = 12;

type HistoryProps = { locale: Locale; sites: readonly Named[]; history: StatusView['history'] };

export function History({ locale, sites, history }: HistoryProps) {
  const t = translator(locale, 'status');
  const [first, older] = [history.slice(0, FIRST), history.slice(FIRST)];
  return (
    <section aria-labelledby="history-title" className="space-y-4">
      <h2 id="history-title" className="text-xl">
        {t('status.history.title', { days: HISTORY_DAYS })}
      </h2>
      {history.length === 0 && <p>{t('status.history.none')}</p>}
      <Entries locale={locale} sites={sites} history={first} />
      {older.length > 0 && (
        <details>
          <summary className={`${linkClass} cursor-pointer py-2`}>{t('status.history.older', { count: older.length })}</summary>
          <Entries locale={locale} sites={sites} history={older} />
        </details>
      )}
    </section>
  );
}

function Entries({ locale, sites, history }: HistoryProps) {
  if (history.length === 0) return null;
  return (
    <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
      {history.map((entry, index) => (
        <li key={index} className="grid gap-x-6 gap-y-1 px-4 py-3 md:grid-cols-[15rem_1fr]">
          <time dateTime={entry.at} className="text-muted">
            {formatDateTime(new Date(entry.at), { locale, timeZone })}
          </time>
          <Entry locale={locale} sites={sites} entry={entry} />
        </li>
      ))}
    </ol>
  );
}

function Entry({ locale, sites, entry }: Omit<HistoryProps, 'history'> & { entry: HistoryEntry }) {
  const t = translator(locale, 'status');
  switch (entry.what) {
    case 'site':
      return (
        <div>
          <p className="font-semibold">{t(`status.history.${entry.standing}`, { site: nameIn(sites, entry.siteId, locale) })}</p>
          {entry.reason !== null && <p>{t(`status.closed.${entry.reason}`)}</p>}
        </div>
      );
    case 'alarm':
      return (
        <div>
          <p className="font-semibold text-bad">
            {entry.siteId === null
              ? t('status.history.alarm')
              : t('status.history.alarmAt', { site: nameIn(sites, entry.siteId, locale) })}
          </p>
          <p>{t(`status.alarm.${entry.kind}`)}</p>
          {(entry.count > 1 || entry.lasts) && (
            <p className="text-muted">
              {[
                ...(entry.count > 1 ? [t('status.history.count', { count: entry.count })] : []),
                ...(entry.lasts ? [t('status.history.lasts')] : []),
              ].join('; ')}
            </p>
          )}
        </div>
      );
    case 'policy':
      return <p className="font-semibold">{t('status.history.policy', { version: entry.version })}</p>;
  }
}
