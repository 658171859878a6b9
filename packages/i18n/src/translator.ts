/** Server only: the formatter over the catalogs. */
import { messagesByLocale } from './catalogs.ts';
import { createTranslate } from './format.ts';
import type { Key, KeyOf, Translate } from './keys.ts';
import { locales, type Locale } from './locales.ts';
import type { Namespace } from './namespaces.ts';

const translators = Object.fromEntries(
  locales.map((locale) => [locale, createTranslate(locale, messagesByLocale[locale])]),
) as Readonly<Record<Locale, Translate<Key>>>;

/** `translator('hi', 'door', 'common')` gives `t('door.title')`; the namespaces narrow the keys it takes. */
export function translator<N extends Namespace>(locale: Locale, ..._namespaces: readonly N[]): Translate<KeyOf<N>> {
  return translators[locale];
}
