import type { EntryPage } from '@sabha/domain/audit/contract';
import { translator } from '@sabha/i18n/translator';
import ScrollText from 'lucide-react/icons/scroll-text';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { LinkTabs } from '../../ui/link-tabs.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { linkClass } from '../../ui/text-link.ts';
import type { Ministry } from '../organisation/administered.ts';
import type { Frame } from '../site/frame.ts';
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
const timeZone = 'Asia/Kolkata';

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
            <nav aria-label={t('records.results')} className="flex gap-6 print:hidden">
              {query.search.before !== undefined && (
                <a href={addressOf(query, null)} className={linkClass}>
                  {t('records.newest')}
                </a>
              )}
              {page.next !== null && (
                <a href={addressOf(query, page.next)} className={linkClass}>
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

const labels = {
  from: 'records.from',
  to: 'records.to',
  actor: 'records.who',
  meeting: 'records.meeting',
  event: 'records.event',
  outcome: 'records.result',
} as const satisfies Record<SearchField, string>;

/** The same question again, from there on. */
function addressOf({ typed, search: { ministryId } }: SearchQuery, before: number | null): string {
  const asked = searchFields.flatMap((field) => (typed[field] === '' ? [] : [[field, typed[field]] as [string, string]]));
  const further: [string, string][] = before === null ? [] : [['before', String(before)]];
  return `${path}?${new URLSearchParams([['ministry', ministryId], ...asked, ...further]).toString()}`;
}
