/** All messages of all languages: for the server. A client component gets what it needs as props, see pick.ts. */
import { en } from './catalogs/en/index.ts';
import { hi } from './catalogs/hi/index.ts';
import type { Key, Messages } from './keys.ts';
import { locales, type Locale } from './locales.ts';
import { namespaces, type Namespace } from './namespaces.ts';

/** A language's folder, held to the keys of the English one by the compiler. */
export type Catalog = { readonly [N in Namespace]: Readonly<Record<keyof (typeof en)[N], string>> };

const catalogs: Readonly<Record<Locale, Catalog>> = { en, hi };

function flatten(catalog: Catalog): Messages {
  const flat: Record<string, string> = {};
  for (const namespace of namespaces) {
    for (const [key, text] of Object.entries<string>(catalog[namespace])) flat[`${namespace}.${key}`] = text;
  }
  return flat as Record<Key, string>;
}

export const messagesByLocale = Object.fromEntries(locales.map((locale) => [locale, flatten(catalogs[locale])])) as Readonly<
  Record<Locale, Messages>
>;
