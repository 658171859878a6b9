import type { EntryView } from '@sabha/domain/audit/contract';
import { detailTexts } from '@sabha/domain/audit/entry-words';
import { formatDateTime } from '@sabha/i18n/date-time';
import type { Locale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import { DescriptionList } from '../../ui/description-list.tsx';
import { Tag } from '../../ui/tag.tsx';
import { linkClass } from '../../ui/text-link.ts';
import { nameOf, sentenceOf } from './sentence.ts';

type EntryListProps = {
  locale: Locale;
  timeZone: string;
  entries: readonly EntryView[];
  /** Whether an entry says which meeting it is about, with a way there. */
  withMeeting: boolean;
};

/** What happened, a sentence each; what else an entry holds unfolds. */
export function EntryList({ locale, timeZone, entries, withMeeting }: EntryListProps) {
  return (
    <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
      {entries.map((entry) => (
        <li key={entry.seq} className="grid gap-x-6 gap-y-1 px-4 py-3 md:grid-cols-[15rem_1fr]">
          <time dateTime={entry.at} className="text-muted">
            {formatDateTime(new Date(entry.at), { locale, timeZone })}
          </time>
          <div className="min-w-0 space-y-1">
            <p className="font-semibold break-words">
              {sentenceOf(entry, locale)} {entry.outcome === 'refused' && <Refused locale={locale} />}
            </p>
            {withMeeting && entry.meeting !== null && (
              <p>
                <a href={`/meetings/${entry.meeting.id}/record`} className={linkClass}>
                  {entry.meeting.title ?? entry.meeting.id}
                </a>
              </p>
            )}
            <Details locale={locale} entry={entry} />
          </div>
        </li>
      ))}
    </ol>
  );
}

function Refused({ locale }: { locale: Locale }) {
  return <Tag tone="bad">{translator(locale, 'records')('records.result.refused')}</Tag>;
}

function Details({ locale, entry: { actor, subject, event, index, detail } }: { locale: Locale; entry: EntryView }) {
  const t = translator(locale, 'records');
  const more = detailTexts(detail);
  const items = [
    { term: t('records.by'), value: withId(nameOf(actor, locale), actor.id) },
    ...(subject === null ? [] : [{ term: t('records.about'), value: withId(subject.name, subject.id) }]),
    { term: t('records.code'), value: event },
    ...(more.length === 0 ? [] : [{ term: t('records.more'), value: more.join('; ') }]),
    { term: t('records.index'), value: index === null ? t('records.pending') : String(index) },
  ];
  return (
    <details className="text-sm">
      <summary className={`${linkClass} inline-flex min-h-8 cursor-pointer items-center`}>{t('records.details')}</summary>
      <div className="pt-2 break-words">
        <DescriptionList items={items} />
      </div>
    </details>
  );
}

const withId = (name: string | null, id: string | null): string => [name, id].filter((part) => part !== null).join(' · ');
