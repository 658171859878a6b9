import type { EntryPage } from '@sabha/domain/audit/contract';
import type { Locale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import ScrollText from 'lucide-react/icons/scroll-text';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { LinkTabs } from '../../ui/link-tabs.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { linkClass } from '../../ui/text-link.ts';
import type { Ministry } from '../organisation/administered.ts';
import type { Frame } from '../site/frame.ts';
import { timeZone } from '../site/time-zone.ts';
import { EntryList } from './entry-list.tsx';
import { SearchForm } from './search-form.tsx';
import { type SearchField, searchFields, type SearchQuery } from './search-query.ts';

type SearchPageProps = {
  frame: Frame;
  ministry: Ministry;
  ministries: readonly Ministry[];
  query: SearchQuery;
  /** Null where the question could not be understood: nothing was asked. */
  page: EntryPage | null;
};

const path = '/organisation/audit';

/** What was done in a ministry, to be looked through. */
export function SearchPage({ frame: { locale }, ministry, ministries, query, page }: SearchPageProps) {
  const t = translator(locale, 'records', 'organisation');
  const nameIn = ({ name, nameHi }: Ministry) => (locale === 'hi' ? nameHi : name);
  return (
    <>
      <PageHeader title={t('records.title')} lead={t('records.lead', { ministry: nameIn(ministry) })} />
      <div className="space-y-8">
        {ministries.length > 1 && (
          <LinkTabs
            label={t('organisation.ministries')}
            tabs={ministries.map((one) => ({
              href: `${path}?ministry=${one.ministryId}`,
              label: nameIn(one),
              current: one.ministryId === ministry.ministryId,
            }))}
          />
        )}
        {query.faults.length > 0 && (
          <ErrorSummary
            title={t('records.problem')}
            problems={query.faults.map((field) => ({ fieldId: field, text: t(labels[field]) }))}
          />
        )}
        <SearchForm locale={locale} action={path} ministryId={ministry.ministryId} typed={query.typed} />
        {page && (
          <section aria-labelledby="results-title" className="space-y-4">
            <h2 id="results-title" className="text-xl">
              {t('records.results')}
            </h2>
            {page.entries.length === 0 ? (
              <EmptyState icon={<ScrollText size={28} />} title={t('records.none')}>
                <p>{t('records.noneText')}</p>
              </EmptyState>
            ) : (
              <EntryList locale={locale} timeZone={timeZone} entries={page.entries} withMeeting />
            )}
            {page.entries.length > 0 && <Exports locale={locale} query={query} />}
            <nav aria-label={t('records.results')} className="flex gap-6 print:hidden">
              {query.search.before !== undefined && (
                <a href={addressOf(query)} className={linkClass}>
                  {t('records.newest')}
                </a>
              )}
              {page.next !== null && (
                <a href={addressOf(query, { before: String(page.next) })} className={linkClass}>
                  {t('records.older')}
                </a>
              )}
            </nav>
          </section>
        )}
      </div>
    </>
  );
}

const formats = ['csv', 'jsonl', 'cef', 'ocsf', 'proofs'] as const;

/** The whole of what was found, not only this page of it. */
function Exports({ locale, query }: { locale: Locale; query: SearchQuery }) {
  const t = translator(locale, 'records');
  return (
    <section aria-labelledby="export-title" className="space-y-2 print:hidden">
      <h3 id="export-title" className="text-lg">
        {t('records.export')}
      </h3>
      <ul className="flex flex-wrap gap-x-6">
        {formats.map((format) => (
          <li key={format}>
            <a
              href={addressOf(query, { at: '/audit-export', format })}
              className={`${linkClass} inline-flex min-h-8 items-center`}
            >
              {t(`records.format.${format}`)}
            </a>
          </li>
        ))}
      </ul>
      <p className="text-sm text-muted">{t('records.exportNote')}</p>
    </section>
  );
}

const labels = {
  from: 'records.from',
  to: 'records.to',
  actor: 'records.who',
  meeting: 'records.meeting',
  event: 'records.event',
  outcome: 'records.result',
} as const satisfies Record<SearchField, string>;

type Further = Readonly<{ at?: string; before?: string; format?: string }>;

/** The same question again: from there on, or elsewhere. */
function addressOf({ typed, search: { ministryId } }: SearchQuery, { at = path, ...further }: Further = {}): string {
  const asked = searchFields.flatMap((field) => (typed[field] === '' ? [] : [[field, typed[field]] as [string, string]]));
  return `${at}?${new URLSearchParams([['ministry', ministryId], ...asked, ...Object.entries(further)]).toString()}`;
}
