import type { Site, SiteId } from '@sabha/domain/residency/policy';
import type { Locale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';

/** "New Delhi, Delhi": the city as the policy writes it, its state in the reader's language. */
export function placeOf({ city, state }: Pick<Site, 'city' | 'state'>, locale: Locale): string {
  const t = translator(locale, 'status');
  const code = state.slice(3) as State extends `IN-${infer Code}` ? Code : never;
  return [city, t(`status.state.${code}`)].join(', ');
}
type State = Site['state'];

export type Named = Readonly<{ siteId: SiteId; name: Site['name'] }>;

export const nameOf = (site: Pick<Named, 'name'>, locale: Locale): string => (locale === 'hi' ? site.name.hi : site.name.en);

/** An id that the policy in force does not know is shown as it is. */
export function nameIn(sites: readonly Named[], siteId: SiteId, locale: Locale): string {
  const found = sites.find((site) => site.siteId === siteId);
  return found ? nameOf(found, locale) : siteId;
}
