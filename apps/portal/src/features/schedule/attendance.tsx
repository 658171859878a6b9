import type { AttendanceRow, MeetingDetail } from '@sabha/domain/meeting/contract';
import { formatDateTime } from '@sabha/i18n/date-time';
import { translator } from '@sabha/i18n/translator';
import { buttonClass } from '../../ui/button.tsx';
import { Table } from '../../ui/table.tsx';
import type { Frame } from '../site/frame.ts';

type AttendanceProps = { frame: Frame; meeting: MeetingDetail; rows: readonly AttendanceRow[] | null };

/** Who came and went. Asked for by a click, because reading it is recorded. */
export function Attendance({ frame: { locale }, meeting, rows }: AttendanceProps) {
  const t = translator(locale, 'schedule');
  const at = (instant: string) => formatDateTime(new Date(instant), { locale, timeZone: meeting.timeZone });
  return (
    <section id="attendance" aria-labelledby="attendance-title" className="space-y-3">
      <h2 id="attendance-title" className="text-xl">
        {t('schedule.attendance.title')}
      </h2>
      {rows === null && (
        <div className="flex flex-wrap items-center gap-4">
          <a href={`/meetings/${meeting.meetingId}?show=attendance#attendance`} className={buttonClass({ look: 'secondary' })}>
            {t('schedule.attendance.show')}
          </a>
          <p className="text-sm text-muted">{t('schedule.attendance.note')}</p>
        </div>
      )}
      {rows?.length === 0 && <p className="text-muted">{t('schedule.attendance.none')}</p>}
      {rows !== null && rows.length > 0 && (
        <Table
          caption={t('schedule.attendance.title')}
          columns={[
            t('schedule.attendance.name'),
            t('schedule.attendance.as'),
            t('schedule.attendance.in'),
            t('schedule.attendance.out'),
          ]}
          rows={rows.map((row) => ({
            key: `${row.participantId} ${row.joinedAt}`,
            cells: [
              row.displayName,
              t(`schedule.attendance.${row.kind}`),
              at(row.joinedAt),
              row.leftAt === null ? t('schedule.attendance.there') : at(row.leftAt),
            ],
          }))}
        />
      )}
    </section>
  );
}
