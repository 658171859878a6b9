import type { MeetingStatus, MeetingSummary } from '@sabha/domain/meeting/contract';
import { formatRange } from '@sabha/i18n/date-time';
import type { Locale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import { buttonClass } from '../../ui/button.tsx';
import { Tag, type TagTone } from '../../ui/tag.tsx';
import { linkClass } from '../../ui/text-link.ts';

export function MeetingList({ locale, meetings }: { locale: Locale; meetings: readonly MeetingSummary[] }) {
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
      {meetings.map((meeting) => (
        <MeetingRow key={meeting.meetingId} locale={locale} meeting={meeting} />
      ))}
    </ul>
  );
}

function MeetingRow({ locale, meeting }: { locale: Locale; meeting: MeetingSummary }) {
  const t = translator(locale, 'schedule', 'common');
  const isOpen = meeting.status === 'scheduled' || meeting.status === 'live';
  const department = locale === 'hi' ? meeting.departmentNameHi : meeting.departmentName;
  return (
    <li className="grid gap-x-6 gap-y-3 p-5 sm:grid-cols-[1fr_auto] sm:items-center">
      <div className="min-w-0 space-y-1">
        <h2 className="text-lg">
          <a href={`/meetings/${meeting.meetingId}`} className={linkClass}>
            {meeting.title}
          </a>
        </h2>
        <p className="font-semibold">{whenOf(meeting, locale)}</p>
        <p className="text-muted">{t('schedule.list.organiser', { name: meeting.organiserName, department })}</p>
        <MeetingTags locale={locale} meeting={meeting} />
      </div>
      {isOpen && (
        <a
          href={`/j/${meeting.joinCode}`}
          aria-label={t('schedule.list.openNamed', { title: meeting.title })}
          className={buttonClass({ look: meeting.status === 'live' ? 'primary' : 'secondary' })}
        >
          {t('schedule.list.open')}
        </a>
      )}
    </li>
  );
}

const tones: Readonly<Record<MeetingStatus, TagTone>> = {
  scheduled: 'neutral',
  live: 'good',
  ended: 'neutral',
  cancelled: 'bad',
};

/** Kind, state and the reader's own part, as far as they are out of the ordinary. */
export function MeetingTags({ locale, meeting }: { locale: Locale; meeting: MeetingSummary }) {
  const t = translator(locale, 'schedule', 'common');
  const { status, kind, isHost } = meeting;
  if (status === 'scheduled' && kind === 'meeting' && !isHost) return null;
  return (
    <p className="flex flex-wrap gap-2 pt-1">
      {status !== 'scheduled' && <Tag tone={tones[status]}>{t(`schedule.status.${status}`)}</Tag>}
      {kind === 'webinar' && <Tag tone="brand">{t('common.webinar')}</Tag>}
      {isHost && <Tag>{t('schedule.list.youHost')}</Tag>}
    </p>
  );
}

export function whenOf(meeting: Pick<MeetingSummary, 'startsAt' | 'durationMinutes' | 'timeZone'>, locale: Locale): string {
  const from = new Date(meeting.startsAt);
  return formatRange(from, new Date(from.getTime() + meeting.durationMinutes * 60_000), { locale, timeZone: meeting.timeZone });
}
