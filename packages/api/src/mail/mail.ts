import type { Locale } from '@sabha/i18n/locales';
import { type Letter, letterHtml, letterLocales, letterText } from './letter.ts';

export type MailAddress = Readonly<{ name: string; email: string }>;

/** What a template makes; pure data, ready for the transport. */
export type Mail = Readonly<{
  subject: string;
  text: string;
  html: string;
  replyTo?: MailAddress;
  /** Goes out twice, as the text/calendar alternative with the method in its type and as the file invite.ics. */
  icalEvent?: Readonly<{ method: 'REQUEST' | 'CANCEL'; content: string }>;
}>;

type Draft = Readonly<{
  /** The subject in one language. */
  subject: (locale: Locale) => string;
  /** What both languages share, after the subject: a title. */
  about?: string;
  letter: (locale: Locale) => Letter;
  firstLocale?: Locale;
}>;

/** Both languages, in the subject too: "बैठक का आमंत्रण | Invitation to a meeting: Budget review". */
export function bilingualMail({ subject, about, letter, firstLocale }: Draft): Pick<Mail, 'subject' | 'text' | 'html'> {
  const order = letterLocales(firstLocale);
  const both = order.map(subject).join(' | ');
  const line = about === undefined ? both : `${both}: ${about}`;
  const letters = order.map(letter);
  return { subject: line, text: letterText(letters), html: letterHtml(line, letters) };
}
