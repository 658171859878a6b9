import type { MeetingDetail } from '@sabha/domain/meeting/contract';
import type { Locale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import { whenOf } from './meeting-list.tsx';

type Where = Readonly<{ publicUrl: string; locale: Locale }>;

/**
 * The link, and the text to paste into a message. The passcode rides in the link's fragment, which no server and no log
 * ever sees. A public webinar is told by its page: it needs no passcode.
 */
export function invitationOf(meeting: MeetingDetail, { publicUrl, locale }: Where): Readonly<{ link: string; text: string }> {
  const t = translator(locale, 'schedule');
  const isPublic = meeting.kind === 'webinar' && meeting.access === 'link';
  const fragment = meeting.passcode === null ? '' : `#p=${meeting.passcode}`;
  const link = isPublic ? `${publicUrl}/w/${meeting.joinCode}` : `${publicUrl}/j/${meeting.joinCode}${fragment}`;
  const lines = [
    t('schedule.invitation.title', { title: meeting.title }),
    t('schedule.invitation.when', { when: whenOf(meeting, locale) }),
    t('schedule.invitation.link', { link }),
    t('schedule.invitation.code', { code: meeting.joinCode }),
    ...(isPublic || meeting.passcode === null ? [] : [t('schedule.invitation.passcode', { passcode: meeting.passcode })]),
  ];
  return { link, text: lines.join('\n') };
}
