import type { EntryView, Who } from '@sabha/domain/audit/contract';
import { eventWord } from '@sabha/domain/audit/entry-words';
import type { AuditEvent } from '@sabha/domain/audit/events';
import { capital } from '@sabha/i18n/capital';
import type { Locale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';

/** What happened, in words, with the names that people have now. */
export function sentenceOf({ event, actor, subject, detail }: EntryView, locale: Locale): string {
  const t = translator(locale, 'records');
  const named = { actor: nameOf(actor, locale), subject: nameOf(subject ?? actor, locale) };
  if (event === 'door.admitted' && detail['by'] === 'rules') return capital(t('records.byRules', named));
  return capital(t(`records.said.${eventWord(event)}`, named));
}

/** What an event is called where nobody is named: in a list to choose from. */
export function eventName(event: AuditEvent, locale: Locale): string {
  return capital(translator(locale, 'records')(`records.said.${eventWord(event)}`, { actor: '…', subject: '…' }));
}

export function nameOf({ kind, name }: Who, locale: Locale): string {
  const t = translator(locale, 'records');
  if (name !== null) return name;
  if (kind === 'system') return t('records.service');
  return kind === 'anonymous' ? t('records.somebody') : t('records.unnamed');
}
