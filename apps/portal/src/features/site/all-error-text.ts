/** Loaded only when everything else has failed: it brings the catalogs of all languages. */
import { locales, type Locale } from '@sabha/i18n/locales';
import { pickKeys } from '@sabha/i18n/pick';
import type { ErrorMessages } from './error-text.tsx';

export const allErrorText: readonly Readonly<{ locale: Locale; messages: ErrorMessages }>[] = locales.map((locale) => ({
  locale,
  messages: pickKeys(
    locale,
    'errors.internal.title',
    'errors.internal.next',
    'common.errorReference',
    'common.tryAgain',
    'common.backHome',
  ),
}));
