import { chooseLocale } from '@sabha/i18n/choose-locale';
import { LOCALE_COOKIE } from '@sabha/i18n/locales';
import type { IncomingMessage } from 'node:http';
import type { Frame } from '../features/site/frame.ts';
import { THEME_COOKIE, themeOf } from '../features/site/theme.ts';

export type PageRequest = IncomingMessage & { cookies: Partial<Record<string, string>> };

/** Language and appearance of a request to a public page. Apart from the use cases: the error page ends up in the browser too. */
export function preferencesOf({ cookies, headers }: PageRequest): Pick<Frame, 'locale' | 'theme'> {
  return {
    locale: chooseLocale({ cookie: cookies[LOCALE_COOKIE], acceptLanguage: headers['accept-language'] }),
    theme: themeOf(cookies[THEME_COOKIE]),
  };
}
