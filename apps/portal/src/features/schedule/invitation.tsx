import type { MeetingDetail } from '@sabha/domain/meeting/contract';
import { translator } from '@sabha/i18n/translator';
import { Card } from '../../ui/card.tsx';
import { DescriptionList } from '../../ui/description-list.tsx';
import { linkClass } from '../../ui/text-link.ts';
import type { Frame } from '../site/frame.ts';
import { CopyButton } from './copy-button.tsx';
import { invitationOf } from './invitation-text.ts';

type InvitationProps = { frame: Frame; meeting: MeetingDetail; publicUrl: string };

/** Code, passcode and link to pass on; the passcode only for those who host. */
export function Invitation({ frame: { locale }, meeting, publicUrl }: InvitationProps) {
  const t = translator(locale, 'schedule', 'common');
  const { link, text } = invitationOf(meeting, { publicUrl, locale });
  const code = (value: string) => <span className="font-mono text-lg tracking-wider">{value}</span>;
  return (
    <Card as="section" labelledBy="invitation-title" className="space-y-5 self-start">
      <div className="space-y-1">
        <h2 id="invitation-title" className="text-xl">
          {t('schedule.detail.invitation')}
        </h2>
        {meeting.passcode !== null && <p className="text-muted">{t('schedule.detail.invitationLead')}</p>}
      </div>
      <DescriptionList
        stacked
        items={[
          { term: t('common.joinCode'), value: code(meeting.joinCode) },
          ...(meeting.passcode === null ? [] : [{ term: t('common.passcode'), value: code(meeting.passcode) }]),
          {
            term: t('common.joinLink'),
            value: (
              <a href={link} className={`${linkClass} break-all`}>
                {link}
              </a>
            ),
          },
        ]}
      />
      <div className="flex flex-wrap gap-3">
        <CopyButton text={text} label={t('schedule.detail.copyInvitation')} done={t('common.copied')} />
        <CopyButton text={link} label={t('schedule.detail.copyLink')} done={t('common.copied')} />
      </div>
      {meeting.kind === 'webinar' && meeting.access === 'link' && (
        <p>
          <a href={`/w/${meeting.joinCode}`} className={linkClass}>
            {t('schedule.detail.publicPage')}
          </a>
        </p>
      )}
    </Card>
  );
}
