/** Rules over the files themselves, so that they hold for every namespace and language that comes. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { locales, type Locale } from './locales.ts';
import { messageShape } from './message-shape.ts';
import { messageTypes } from './message-types.ts';
import { namespaces } from './namespaces.ts';
import { sameInEnglish } from './same-in-english.ts';

type Messages = Readonly<Record<string, string>>;

const folder = (locale: string) => new URL(`./catalogs/${locale}/`, import.meta.url);
const read = (locale: string, namespace: string): Messages =>
  JSON.parse(readFileSync(new URL(`${namespace}.json`, folder(locale)), 'utf8')) as Messages;
const translations = locales.filter((locale) => locale !== 'en');
const cases = translations.flatMap((locale) => namespaces.map((namespace) => [locale, namespace] as const));

/** The script that a language is written in. */
const scripts: Readonly<Record<Exclude<Locale, 'en'>, RegExp>> = { hi: /\p{Script=Devanagari}/u };

test('every language has one file per namespace, and no file is left over', () => {
  const files = [...namespaces.map((namespace) => `${namespace}.json`), 'index.ts'].sort();
  for (const locale of locales) expect(readdirSync(folder(locale)).sort(), locale).toEqual(files);
  expect(readdirSync(new URL('./catalogs/', import.meta.url)).sort()).toEqual([...locales].sort());
});

describe.each(namespaces.map((namespace) => [namespace] as const))('%s', (namespace) => {
  test('keys are flat, in lower camel or snake case with dots', () => {
    const odd = Object.keys(read('en', namespace)).filter((key) => !/^[a-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*$/.test(key));
    expect(odd).toEqual([]);
  });

  test('generated types are fresh (else: node packages/i18n/bin/write-types.ts)', () => {
    const generated = readFileSync(new URL(`./generated/${namespace}.ts`, import.meta.url), 'utf8');
    expect(generated).toBe(messageTypes(namespace, read('en', namespace)));
  });

  test.each(locales)('%s: every message is text that parses, is not empty and brings no markup', (locale) => {
    for (const [key, text] of Object.entries(read(locale, namespace))) expect(faults(locale, text), key).toEqual([]);
  });
});

describe.each(cases)('%s/%s', (locale, namespace) => {
  test('has the keys of the English file, no more and no fewer, in the same order', () => {
    expect(Object.keys(read(locale, namespace))).toEqual(Object.keys(read('en', namespace)));
  });

  test('takes the values of the English message', () => {
    const translated = read(locale, namespace);
    for (const [key, text] of Object.entries(read('en', namespace))) {
      const english = messageShape('en', text);
      const shape = messageShape(locale, translated[key] ?? '');
      expect(Object.fromEntries(shape.values), key).toEqual(Object.fromEntries(english.values));
      expect(shape.plain, `${key}: plain in one language only`).toBe(english.plain);
    }
  });

  test('is translated', () => {
    const english = read('en', namespace);
    const left = Object.entries(read(locale, namespace))
      .filter(([key, text]) => text === english[key] || !scripts[locale].test(text))
      .map(([key]) => `${namespace}.${key}`)
      .filter((key) => !Object.hasOwn(sameInEnglish, key));
    expect(left).toEqual([]);
  });
});

const everything = (locale: Locale) =>
  new Map(
    namespaces.flatMap((name) =>
      Object.entries(read(locale, name)).map(([key, text]): [string, string] => [`${name}.${key}`, text]),
    ),
  );

test('the list of what stays English holds nothing that is gone or translated by now', () => {
  const english = everything('en');
  const hindi = everything('hi');
  const isTranslated = (key: string) => hindi.get(key) !== english.get(key) && scripts.hi.test(hindi.get(key) ?? '');
  expect(Object.keys(sameInEnglish).filter((key) => !english.has(key) || isTranslated(key))).toEqual([]);
});

describe('Hindi', () => {
  const messages = [...everything('hi')];

  test('has Latin digits', () => {
    expect(messages.filter(([, text]) => /[०-९]/.test(text))).toEqual([]);
  });

  test('addresses people as आप', () => {
    const familiar = /(?<![\p{L}\p{M}])(?:तुम|तुम्हें|तुम्हारा|तुम्हारी|तुम्हारे|तू|तेरा|तेरी|तेरे|करो)(?![\p{L}\p{M}])/u;
    expect(messages.filter(([, text]) => familiar.test(text))).toEqual([]);
  });
});

/** What is wrong with one message, for the reader of a failed test. */
function faults(locale: Locale, text: unknown): string[] {
  if (typeof text !== 'string') return ['not a string'];
  const found = [];
  if (text.trim() === '') found.push('empty');
  if (text !== text.trim()) found.push('white space at an end: sentences are not glued together');
  if (text !== text.normalize('NFC')) found.push('not in NFC');
  if (/<\/?\w/.test(text)) found.push('markup');
  if (/\p{Cc}(?<!\n)|\u200b|\ufeff/u.test(text)) found.push('control or invisible character');
  try {
    messageShape(locale, text);
  } catch (error) {
    found.push(String(error));
  }
  return found;
}
