/** The full formatter (ICU MessageFormat). About 9 kB compressed: on the server anywhere, in the browser in the call page only. */
import { IntlMessageFormat } from 'intl-messageformat';
import type { Key, Translate } from './keys.ts';
import { localeDetails, type Locale } from './locales.ts';

/** Parses a message at its first use and keeps it. Tags are plain text: no message can bring markup. */
export function createTranslate<K extends Key>(locale: Locale, messages: Readonly<Record<K, string>>): Translate<K> {
  const parsed = new Map<string, IntlMessageFormat>();
  return (key, ...values) => {
    let message = parsed.get(key);
    if (message === undefined) parsed.set(key, (message = parseMessage(locale, messages[key])));
    return String(message.format(values[0] ?? {}));
  };
}

/** Throws SyntaxError when `text` is not an ICU message. */
export function parseMessage(locale: Locale, text: string): IntlMessageFormat {
  return new IntlMessageFormat(text, localeDetails[locale].intl, undefined, { ignoreTag: true });
}
