import type { Locale } from '@sabha/i18n/locales';
import type { Theme } from './theme.ts';

/** What every page's header and footer need to know of the request. Plain data: it crosses from loader to page. */
export type Frame = Readonly<{
  locale: Locale;
  theme: Theme;
  /** The signed-in member, or null. */
  viewer: Readonly<{ name: string; mayAdminister: boolean }> | null;
}>;

export type Section = 'home' | 'meetings' | 'webinars' | 'organisation' | 'sign-in' | 'none';
