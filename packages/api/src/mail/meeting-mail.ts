/** The mails about one meeting to one invited person: invitation, change, cancellation, withdrawal. */
import { formatJoinCode } from '@sabha/domain/meeting/codes';
import type { MeetingKind } from '@sabha/domain/meeting/contract';
import { calendarText } from '@sabha/domain/schedule/calendar';
import { formatRange, isSameClock } from '@sabha/i18n/date-time';
import type { Locale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import type { Block, Row } from './letter.ts';
import { bilingualMail, type Mail, type MailAddress } from './mail.ts';

export type MeetingMailFacts = Readonly<{
  meeting: Readonly<{
    meetingId: string;
    kind: MeetingKind;
    title: string;
    description: string;
    startsAt: Date;
    durationMinutes: number;
    timeZone: string;
    /** Symbols without separators. */
    joinCode: string;
    sequence: number;
  }>;
  organiser: MailAddress;
  invitee: MailAddress;
  entry: Entry;
  /** Without a trailing slash. */
  publicUrl: string;
  /** The address that the mail comes from. */
  sender: string;
  /** Now: the DTSTAMP of the calendar entry. */
  stamp: Date;
}>;

/** How this person gets in. The passcode: symbols without separators. */
export type Entry = Readonly<{ by: 'passcode'; passcode: string } | { by: 'account' } | { by: 'link' }>;

type Occasion = 'invitation' | 'changed' | 'cancelled' | 'withdrawn';

export const invitationMail = (facts: MeetingMailFacts): Mail => meetingMail('invitation', facts);
export const changedMail = (facts: MeetingMailFacts): Mail => meetingMail('changed', facts);
/** The meeting does not take place. */
export const cancelledMail = (facts: MeetingMailFacts): Mail => meetingMail('cancelled', facts);
/** The meeting takes place without this person: they were taken off the list. */
export const withdrawnMail = (facts: MeetingMailFacts): Mail => meetingMail('withdrawn', facts);

/** As it is read out: single symbols, in groups of three. The join page takes it with the spaces and dashes in. */
export function spacedPasscode(passcode: string): string {
  return (passcode.match(/.{1,3}/gu) ?? []).map((group) => Array.from(group).join(' ')).join(' - ');
}

function meetingMail(occasion: Occasion, facts: MeetingMailFacts): Mail {
  const { meeting, organiser, invitee, sender } = facts;
  const isOn = occasion === 'invitation' || occasion === 'changed';
  const joinUrl = `${facts.publicUrl}/j/${formatJoinCode(meeting.joinCode)}`;
  const letter = (locale: Locale) => ({
    locale,
    heading: subjectOf(occasion, { locale, kind: meeting.kind }),
    blocks: [
      ...opening(occasion, facts, locale),
      ...(isOn ? joining(facts, joinUrl, locale) : []),
      ...closing(occasion, facts, locale),
    ],
  });
  const content = calendarText(
    {
      ...meeting,
      organiser,
      joinUrl,
      sentBy: sender,
      stamp: facts.stamp,
      description: isOn ? calendarDescription(facts, joinUrl) : '',
    },
    { method: isOn ? 'REQUEST' : 'CANCEL', attendee: invitee },
  );
  return {
    ...bilingualMail({ subject: (locale) => subjectOf(occasion, { locale, kind: meeting.kind }), about: meeting.title, letter }),
    replyTo: organiser,
    icalEvent: { method: isOn ? 'REQUEST' : 'CANCEL', content },
  };
}

function subjectOf(occasion: Occasion, { locale, kind }: { locale: Locale; kind: MeetingKind }): string {
  const t = translator(locale, 'mail');
  return occasion === 'withdrawn' ? t('mail.withdrawn.subject') : t(`mail.${occasion}.subject`, { kind });
}

function opening(occasion: Occasion, { meeting, organiser, invitee }: MeetingMailFacts, locale: Locale): Block[] {
  const t = translator(locale, 'mail');
  const rows: Row[] = [
    { label: t('mail.label.title'), value: meeting.title },
    ...whenRows(meeting, locale),
    { label: t('mail.label.organiser'), value: `${organiser.name} (${organiser.email})` },
  ];
  return [
    { kind: 'paragraph', text: t('mail.greeting', { name: invitee.name }) },
    { kind: 'paragraph', text: t(`mail.${occasion}.lead`, { kind: meeting.kind, organiser: organiser.name }) },
    { kind: 'rows', rows },
  ];
}

/** In the zone of the meeting, and in Indian time where that is another. */
function whenRows({ startsAt, durationMinutes, timeZone }: MeetingMailFacts['meeting'], locale: Locale): Row[] {
  const t = translator(locale, 'mail');
  const endsAt = new Date(startsAt.getTime() + durationMinutes * 60_000);
  const rows = [{ label: t('mail.label.when'), value: formatRange(startsAt, endsAt, { locale, timeZone }) }];
  if (isSameClock(startsAt, timeZone, 'Asia/Kolkata')) return rows;
  return [
    ...rows,
    { label: t('mail.label.whenIndia'), value: formatRange(startsAt, endsAt, { locale, timeZone: 'Asia/Kolkata' }) },
  ];
}

function joining({ meeting, entry }: MeetingMailFacts, joinUrl: string, locale: Locale): Block[] {
  const t = translator(locale, 'mail');
  const action: Block = { kind: 'action', label: t('mail.join.action', { kind: meeting.kind }), href: joinUrl };
  if (entry.by === 'account') return [action, { kind: 'paragraph', text: t('mail.join.account') }];
  if (entry.by === 'link') return [action, { kind: 'paragraph', text: t('mail.join.open') }];
  return [
    action,
    { kind: 'rows', rows: [{ label: t('mail.label.passcode'), value: spacedPasscode(entry.passcode), form: 'code' }] },
    { kind: 'paragraph', text: t('mail.join.passcode') },
    { kind: 'paragraph', text: t('mail.join.secret') },
  ];
}

function closing(occasion: Occasion, { meeting, organiser }: MeetingMailFacts, locale: Locale): Block[] {
  const t = translator(locale, 'mail');
  const footer: Block = { kind: 'paragraph', text: t('mail.footer', { organiser: organiser.name }) };
  if (occasion === 'cancelled' || occasion === 'withdrawn') return [{ kind: 'paragraph', text: t('mail.calendarNote') }, footer];
  if (meeting.description === '') return [footer];
  return [{ kind: 'paragraph', text: `${t('mail.label.description')}:\n${meeting.description}` }, footer];
}

/**
 * What the calendar shows when the time has come: how to get in, in both languages, before the organiser's own words. The
 * passcode is in it: without it the entry would not lead in, and who reads somebody's calendar still meets the waiting room.
 */
function calendarDescription({ meeting, entry }: MeetingMailFacts, joinUrl: string): string {
  const both = (key: 'mail.label.link' | 'mail.label.passcode') =>
    `${translator('hi', 'mail')(key)} | ${translator('en', 'mail')(key)}`;
  const lines = [`${both('mail.label.link')}: ${joinUrl}`];
  if (entry.by === 'passcode') lines.push(`${both('mail.label.passcode')}: ${spacedPasscode(entry.passcode)}`);
  if (meeting.description !== '') lines.push('', meeting.description);
  return lines.join('\n');
}
