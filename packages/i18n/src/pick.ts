/** Server only: takes messages out of the catalogs, to be handed to a client component as a prop. */
import { messagesByLocale } from './catalogs.ts';
import type { Key, KeyOf, Messages } from './keys.ts';
import type { Locale } from './locales.ts';
import type { Namespace } from './namespaces.ts';

/** Whole namespaces. */
export function pick<N extends Namespace>(locale: Locale, ...names: readonly N[]): Messages<KeyOf<N>> {
  const chosen = Object.entries(messagesByLocale[locale]).filter(([key]) => names.some((name) => key.startsWith(`${name}.`)));
  return Object.fromEntries(chosen) as Messages<KeyOf<N>>;
}

/** Single messages: what the component shows and no more. */
export function pickKeys<K extends Key>(locale: Locale, ...keys: readonly K[]): Messages<K> {
  return Object.fromEntries(keys.map((key) => [key, messagesByLocale[locale][key]])) as Messages<K>;
}
