/**
 * The formatter for light client components: replaces `{name}` and does nothing else. It imports nothing, and its type
 * refuses plural, select and number messages; those are formatted on the server, or by format.ts in the call page.
 */
import type { Key, PlainKey, Translate } from './keys.ts';

/** `messages` come as a prop from `pick` or `pickKeys`. */
export function plain<K extends Key>(messages: Readonly<Record<K, string>>): Translate<K & PlainKey> {
  return (key, ...values) => fill(messages[key], values[0] ?? {});
}

/** Values are put in as they are and never read as a pattern; an unknown placeholder stays visible. */
export function fill(pattern: string, values: Readonly<Record<string, string | number>>): string {
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(values, name) ? String(values[name]) : whole));
}
