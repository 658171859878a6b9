import type { AttendanceRow, MeetingDetail } from '@sabha/domain/meeting/contract';
import { formatDuration } from '@sabha/i18n/date-time';
import { translator } from '@sabha/i18n/translator';
import Pencil from 'lucide-react/icons/pencil';
import { Banner } from '../../ui/banner.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { DescriptionList } from '../../ui/description-list.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Table } from '../../ui/table.tsx';
import type { Frame } from '../site/frame.ts';
import { Attendance } from './attendance.tsx';
import { Invitation } from './invitation.tsx';
import { MeetingTags, whenOf } from './meeting-list.tsx';
import type { SiteOptions } from './site-options.ts';

export type DetailProps = {
  frame: Frame;
  meeting: MeetingDetail;
  publicUrl: string;
  places: SiteOptions;
  /** null: not asked for. */
  attendance: readonly AttendanceRow[] | null;
  done: 'scheduled' | 'saved' | 'wasCancelled' | null;
  cancel: (form: FormData) => Promise<void>;
};

export function MeetingDetailPage({ frame, meeting, publicUrl, places, attendance, done, cancel }: DetailProps) {
  const { locale } = frame;
  const t = translator(locale, 'schedule', 'common');
  const isOpen = meeting.status === 'scheduled' || meeting.status === 'live';
  return (
    <div className="space-y-8">
      {done && <Banner tone="good" title={t(`schedule.detail.${done}`)} />}
      <PageHeader
        over={<MeetingTags locale={locale} meeting={meeting} />}
        title={meeting.title}
        lead={whenOf(meeting, locale)}
        actions={isOpen && <Actions frame={frame} meeting={meeting} />}
      />
      <div className="grid gap-8 lg:grid-cols-[1fr_26rem]">
        <div className="min-w-0 space-y-8">
          <Facts frame={frame} meeting={meeting} places={places} />
          {(meeting.isHost || meeting.mayEdit) && <Invited frame={frame} meeting={meeting} />}
        </div>
        {isOpen && <Invitation frame={frame} meeting={meeting} publicUrl={publicUrl} />}
      </div>
      {meeting.isHost && <Attendance frame={frame} meeting={meeting} rows={attendance} />}
      {meeting.maySeeReceipt && <ReceiptLink frame={frame} meeting={meeting} />}
      {meeting.maySeeReceipt && <RecordLink frame={frame} meeting={meeting} />}
      {meeting.mayEdit && <CancelMeeting frame={frame} meeting={meeting} cancel={cancel} />}
    </div>
  );
}

type PartProps = { frame: Frame; meeting: MeetingDetail };

function Actions({ frame, meeting }: PartProps) {
  const t = translator(frame.locale, 'schedule', 'common');
  const isStart = meeting.isHost && meeting.status === 'scheduled';
  return (
    <>
      {meeting.mayEdit && (
        <a href={`/meetings/${meeting.meetingId}/edit`} className={buttonClass({ look: 'secondary' })}>
          <Pencil size={18} />
          {t('common.edit')}
        </a>
      )}
      <a href={`/j/${meeting.joinCode}`} className={buttonClass()}>
        {isStart ? t('schedule.detail.start') : t('schedule.detail.enter')}
      </a>
    </>
  );
}

function Facts({ frame: { locale }, meeting, places }: PartProps & Pick<DetailProps, 'places'>) {
  const t = translator(locale, 'schedule', 'common');
  const { access, options } = meeting;
  const site = places.sites.find(({ value }) => value === options.site)?.label ?? options.site;
  const abroad = places.mayAdmitAbroad ? options.abroad : 'refused';
  return (
    <Card>
      <DescriptionList
        items={[
          { term: t('schedule.detail.when'), value: whenOf(meeting, locale) },
          { term: t('common.duration'), value: formatDuration(meeting.durationMinutes, locale) },
          {
            term: t('schedule.detail.organiser'),
            value: `${meeting.organiserName}, ${locale === 'hi' ? meeting.departmentNameHi : meeting.departmentName}`,
          },
          { term: t('schedule.detail.access'), value: t(`schedule.detail.access.${access}`) },
          { term: t('schedule.form.waitingRoom'), value: t(`schedule.form.waitingRoom.${options.waitingRoom}`) },
          { term: t('schedule.form.screenShare'), value: t(`schedule.form.screenShare.${options.screenShare}`) },
          { term: t('schedule.form.where'), value: site ?? t('schedule.form.site.any') },
          { term: t('schedule.form.abroad'), value: t(`schedule.form.abroad.${abroad}`) },
          ...(meeting.description === ''
            ? []
            : [
                {
                  term: t('schedule.form.description'),
                  value: <span className="whitespace-pre-line">{meeting.description}</span>,
                },
              ]),
        ]}
      />
    </Card>
  );
}

function Invited({ frame: { locale }, meeting }: PartProps) {
  const t = translator(locale, 'schedule');
  return (
    <section aria-labelledby="invited-title" className="space-y-3">
      <h2 id="invited-title" className="text-xl">
        {t('schedule.detail.invited')}
      </h2>
      {meeting.invitees.length === 0 ? (
        <p className="text-muted">{t('schedule.detail.nobodyInvited')}</p>
      ) : (
        <Table
          caption={t('schedule.detail.invited')}
          columns={[t('schedule.detail.name'), t('schedule.detail.address'), t('schedule.detail.role')]}
          rows={meeting.invitees.map(({ email, name, role }) => ({
            key: email,
            cells: [name, email, t(`schedule.role.${role}`)],
          }))}
        />
      )}
    </section>
  );
}

function ReceiptLink({ frame, meeting }: PartProps) {
  const t = translator(frame.locale, 'receipt');
  return (
    <section aria-labelledby="receipt-title" className="space-y-3">
      <h2 id="receipt-title" className="text-xl">
        {t('receipt.title')}
      </h2>
      <div className="flex flex-wrap items-center gap-4">
        <a href={`/meetings/${meeting.meetingId}/receipt`} className={buttonClass({ look: 'secondary' })}>
          {t('receipt.open')}
        </a>
        <p className="text-sm text-muted">{t('receipt.openNote')}</p>
      </div>
    </section>
  );
}

function RecordLink({ frame, meeting }: PartProps) {
  const t = translator(frame.locale, 'records');
  return (
    <section aria-labelledby="record-title" className="space-y-3">
      <h2 id="record-title" className="text-xl">
        {t('records.story.title')}
      </h2>
      <div className="flex flex-wrap items-center gap-4">
        <a href={`/meetings/${meeting.meetingId}/record`} className={buttonClass({ look: 'secondary' })}>
          {t('records.story.open')}
        </a>
        <p className="text-sm text-muted">{t('records.story.openNote')}</p>
      </div>
    </section>
  );
}

/** A disclosure instead of a dialog: it asks back without a script too. */
function CancelMeeting({ frame, meeting, cancel }: PartProps & Pick<DetailProps, 'cancel'>) {
  const t = translator(frame.locale, 'schedule');
  return (
    <details className="max-w-text">
      <summary className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-bad underline underline-offset-4">
        {t('schedule.detail.cancel')}
      </summary>
      <form action={cancel} className="mt-2 space-y-4 rounded-md border-l-4 border-bad bg-bad-tint p-5">
        <input type="hidden" name="meetingId" value={meeting.meetingId} />
        <p>{t('schedule.detail.cancelText')}</p>
        <Button type="submit" look="danger">
          {t('schedule.detail.cancelYes')}
        </Button>
      </form>
    </details>
  );
}
