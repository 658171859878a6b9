import type { EntryView, Who } from '@sabha/domain/audit/contract';
import type { AuditEvent } from '@sabha/domain/audit/events';
import type { Locale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';

type Said<E extends string> = E extends `${infer Before}.${infer After}` ? `${Before}_${After}` : never;

/** The key of what an event is called in a sentence. */
const saidKey = (event: AuditEvent) => `records.said.${event.replace('.', '_') as Said<AuditEvent>}` as const;

/** What happened, in words, with the names that people have now. */
export function sentenceOf({ event, actor, subject, detail }: EntryView, locale: Locale): string {
  const t = translator(locale, 'records');
  const named = { actor: nameOf(actor, locale), subject: nameOf(subject ?? actor, locale) };
  if (event === 'door.admitted' && detail['by'] === 'rules') return capital(t('records.byRules', named));
  return capital(t(saidKey(event), named));
}

/** What an event is called where nobody is named: in a list to choose from. */
export function eventName(event: AuditEvent, locale: Locale): string {
  return capital(translator(locale, 'records')(saidKey(event), { actor: '…', subject: '…' }));
}

export function nameOf({ kind, name }: Who, locale: Locale): string {
  const t = translator(locale, 'records');
  if (name !== null) return name;
  if (kind === 'system') return t('records.service');
  return kind === 'anonymous' ? t('records.somebody') : t('records.unnamed');
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('en') + text.slice(1);
