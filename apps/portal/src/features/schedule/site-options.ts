import type { SiteChoices } from '@sabha/domain/meeting/contract';
import type { Locale } from '@sabha/i18n/locales';

/** The sites to choose from, by their names in the reader's language. */
export type SiteOptions = Readonly<{
  sites: readonly Readonly<{ value: string; label: string }>[];
  mayAdmitAbroad: boolean;
}>;

export function siteOptions({ sites, mayAdmitAbroad }: SiteChoices, locale: Locale): SiteOptions {
  return {
    sites: sites.map(({ siteId, name, nameHi }) => ({ value: siteId, label: locale === 'hi' ? nameHi : name })),
    mayAdmitAbroad,
  };
}
