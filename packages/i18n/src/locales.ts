/** The languages of the product. To add one: a folder under catalogs/, an entry here; the compiler and the tests name what is missing. */
export const locales = ['en', 'hi'] as const;
export type Locale = (typeof locales)[number];
export const defaultLocale: Locale = 'en';
export const LOCALE_COOKIE = 'sabha-locale';

export type LocaleDetails = Readonly<{
  /** BCP 47 tag for Intl; digits are asked for by name, so that no runtime's default changes them. */
  intl: string;
  /** In the language itself, as the language switch shows it. */
  name: string;
  dir: 'ltr' | 'rtl';
  /** How a date, a time of day and both are put together; what goes in comes from Intl. */
  patterns: Readonly<{ date: string; time: string; dateTime: string; range: string; span: string }>;
  dateParts: Readonly<{ weekday: 'short' | 'long'; month: 'short' | 'long' }>;
  /** Whether the time of day says am/pm or the part of the day (morning, night). */
  dayParts: 'am-pm' | 'part-of-day';
}>;

export const localeDetails: Readonly<Record<Locale, LocaleDetails>> = {
  en: {
    intl: 'en-IN-u-ca-gregory-nu-latn',
    name: 'English',
    dir: 'ltr',
    patterns: {
      date: '{weekday}, {day} {month} {year}',
      time: '{clock} {dayPart}',
      dateTime: '{date}, {time} {zone}',
      range: '{date}, {from} to {to} {zone}',
      span: '{from} to {to}',
    },
    dateParts: { weekday: 'short', month: 'short' },
    dayParts: 'am-pm',
  },
  hi: {
    intl: 'hi-IN-u-ca-gregory-nu-latn',
    name: 'हिंदी',
    dir: 'ltr',
    patterns: {
      date: '{weekday}, {day} {month} {year}',
      time: '{dayPart} {clock} बजे',
      dateTime: '{date}, {time} ({zone})',
      range: '{date}, {from} से {to} तक ({zone})',
      span: '{from} से {to} तक',
    },
    // CLDR's short Hindi months end in a sign that official texts do not use.
    dateParts: { weekday: 'long', month: 'long' },
    dayParts: 'part-of-day',
  },
};

export function isLocale(text: unknown): text is Locale {
  return (locales as readonly unknown[]).includes(text);
}
