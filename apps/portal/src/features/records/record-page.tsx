import type { EntryPage } from '@sabha/domain/audit/contract';
import { translator } from '@sabha/i18n/translator';
import { buttonClass } from '../../ui/button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { linkClass } from '../../ui/text-link.ts';
import type { Frame } from '../site/frame.ts';
import { EntryList } from './entry-list.tsx';

type RecordPageProps = {
  frame: Frame;
  meeting: Readonly<{ meetingId: string; title: string; timeZone: string }>;
  page: EntryPage;
  isFirstPage: boolean;
};

/** The whole story of a meeting, in words. */
export function RecordPage({ frame: { locale }, meeting, page, isFirstPage }: RecordPageProps) {
  const t = translator(locale, 'records', 'verify');
  const here = `/meetings/${meeting.meetingId}/record`;
  return (
    <>
      <PageHeader title={t('records.story.title')} lead={t('records.story.lead', { title: meeting.title })} />
      <div className="space-y-6">
        <div className="flex flex-wrap items-center gap-4 print:hidden">
          <a href={`/meetings/${meeting.meetingId}/proof`} className={buttonClass({ look: 'secondary' })}>
            {t('records.story.proof')}
          </a>
          <p className="text-sm text-muted">
            {t('records.story.proofNote')}{' '}
            <a href="/verify" className={linkClass}>
              {t('verify.open')}
            </a>
          </p>
        </div>
        <EntryList locale={locale} timeZone={meeting.timeZone} entries={page.entries} withMeeting={false} />
        <nav aria-label={t('records.story.title')} className="flex flex-wrap gap-6 print:hidden">
          {!isFirstPage && (
            <a href={here} className={linkClass}>
              {t('records.beginning')}
            </a>
          )}
          {page.next !== null && (
            <a href={`${here}?after=${page.next}`} className={linkClass}>
              {t('records.later')}
            </a>
          )}
          <a href={`/meetings/${meeting.meetingId}`} className={linkClass}>
            {t('records.story.back')}
          </a>
        </nav>
      </div>
    </>
  );
}
