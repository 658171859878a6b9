import { translator } from '@sabha/i18n/translator';
import type { Locale } from '@sabha/i18n/locales';
import { bilingualMail, type Mail } from './mail.ts';

export type SignInLink = Readonly<{
  /** The address of /sign-in/confirm with the token in it. That page has a button: a scanner's GET uses nothing up. */
  confirmUrl: string;
  minutes: number;
  /** The language of the page where the link was asked for. */
  locale: Locale;
}>;

export function signInLinkMail({ confirmUrl, minutes, locale: firstLocale }: SignInLink): Mail {
  return bilingualMail({
    firstLocale,
    subject: (locale) => translator(locale, 'mail')('mail.signIn.subject'),
    letter: (locale) => {
      const t = translator(locale, 'mail');
      return {
        locale,
        heading: t('mail.signIn.subject'),
        blocks: [
          { kind: 'paragraph', text: t('mail.signIn.lead') },
          { kind: 'action', label: t('mail.signIn.action'), href: confirmUrl },
          { kind: 'paragraph', text: t('mail.signIn.terms', { minutes }) },
          { kind: 'paragraph', text: t('mail.signIn.notYou') },
        ],
      };
    },
  });
}
