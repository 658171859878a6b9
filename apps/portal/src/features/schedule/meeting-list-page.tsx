import type { MeetingSummary } from '@sabha/domain/meeting/contract';
import { translator } from '@sabha/i18n/translator';
import CalendarPlus from 'lucide-react/icons/calendar-plus';
import CalendarX from 'lucide-react/icons/calendar-x';
import { buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LinkTabs } from '../../ui/link-tabs.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { linkClass } from '../../ui/text-link.ts';
import type { Frame } from '../site/frame.ts';
import { MeetingList } from './meeting-list.tsx';

type MeetingListPageProps = {
  frame: Frame;
  when: 'upcoming' | 'past';
  meetings: readonly MeetingSummary[];
  nextCursor: string | null;
  isFirstPage: boolean;
  maySchedule: boolean;
};

export function MeetingListPage({ frame, when, meetings, nextCursor, isFirstPage, maySchedule }: MeetingListPageProps) {
  const t = translator(frame.locale, 'schedule', 'common');
  const schedule = (
    <a href="/meetings/new" className={buttonClass()}>
      <CalendarPlus size={20} />
      {t('schedule.list.new')}
    </a>
  );
  return (
    <>
      <PageHeader title={t('schedule.list.title')} actions={maySchedule && schedule} />
      <LinkTabs
        label={t('schedule.list.which')}
        tabs={[
          { href: '/meetings', label: t('schedule.list.upcoming'), current: when === 'upcoming' },
          { href: '/meetings?when=past', label: t('schedule.list.past'), current: when === 'past' },
        ]}
      />
      <div className="pt-6">
        {meetings.length > 0 ? (
          <MeetingList locale={frame.locale} meetings={meetings} />
        ) : (
          <EmptyState
            icon={<CalendarX size={28} />}
            title={t(when === 'upcoming' ? 'schedule.list.noneUpcoming' : 'schedule.list.nonePast')}
          >
            {when === 'upcoming' && <p>{t('schedule.list.noneUpcomingText')}</p>}
          </EmptyState>
        )}
      </div>
      <nav aria-label={t('schedule.list.title')} className="flex gap-6 pt-6">
        {!isFirstPage && (
          <a href={`/meetings?when=${when}`} className={linkClass}>
            {t('schedule.list.first')}
          </a>
        )}
        {nextCursor !== null && (
          <a href={`/meetings?when=${when}&cursor=${encodeURIComponent(nextCursor)}`} className={linkClass}>
            {t('common.loadMore')}
          </a>
        )}
      </nav>
    </>
  );
}
