/** To the organiser of a meeting, when somebody else has changed or cancelled it. */
import type { EditMeetingInput, MeetingKind } from '@sabha/domain/meeting/contract';
import type { Locale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import type { Row } from './letter.ts';
import { bilingualMail, type Mail, type MailAddress } from './mail.ts';

export const tellableFields = [
  'title',
  'description',
  'startsAt',
  'durationMinutes',
  'timeZone',
  'access',
  'options',
] as const satisfies (keyof EditMeetingInput)[];

export type MeetingChange = Readonly<{
  did: 'edited' | 'cancelled';
  changed: readonly (typeof tellableFields)[number][];
  /** How many people. */
  invited: number;
  takenOff: number;
  reassigned: number;
}>;

type Told = Readonly<{
  meeting: Readonly<{ meetingId: string; kind: MeetingKind; title: string }>;
  organiser: MailAddress;
  editor: MailAddress;
  change: MeetingChange;
  /** Without a trailing slash. */
  publicUrl: string;
}>;

/** Without the new values: they stand on the page, and a mail is read by others too. */
export function organiserMail({ meeting, organiser, editor, change, publicUrl }: Told): Mail {
  const subject = (locale: Locale) => translator(locale, 'mail')(`mail.told.${change.did}.subject`, { kind: meeting.kind });
  const mail = bilingualMail({
    subject,
    about: meeting.title,
    letter(locale) {
      const t = translator(locale, 'mail');
      const rows: Row[] = [
        { label: t('mail.label.title'), value: meeting.title },
        { label: t('mail.told.by'), value: `${editor.name} (${editor.email})` },
      ];
      const changes = linesOf(change, locale);
      if (changes.length > 0) rows.push({ label: t('mail.told.what'), value: changes.join('\n') });
      return {
        locale,
        heading: subject(locale),
        blocks: [
          { kind: 'paragraph', text: t('mail.greeting', { name: organiser.name }) },
          { kind: 'paragraph', text: t(`mail.told.${change.did}.lead`, { kind: meeting.kind }) },
          { kind: 'rows', rows },
          { kind: 'action', label: t('mail.told.open'), href: `${publicUrl}/meetings/${meeting.meetingId}` },
          { kind: 'paragraph', text: t('mail.told.why') },
        ],
      };
    },
  });
  return { ...mail, replyTo: editor };
}

function linesOf({ changed, invited, takenOff, reassigned }: MeetingChange, locale: Locale): readonly string[] {
  const t = translator(locale, 'mail');
  return [
    ...changed.map((field) => t(`mail.told.field.${field}`)),
    ...(invited > 0 ? [t('mail.told.invited', { count: invited })] : []),
    ...(takenOff > 0 ? [t('mail.told.takenOff', { count: takenOff })] : []),
    ...(reassigned > 0 ? [t('mail.told.reassigned', { count: reassigned })] : []),
  ];
}
