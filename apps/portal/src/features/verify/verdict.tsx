'use client';

import type { Held } from '@sabha/audit/check-file';
import type { Json } from '@sabha/audit/canonical-json';
import { detailTexts, eventWord } from '@sabha/domain/audit/entry-words';
import { auditEvents, type AuditEvent } from '@sabha/domain/audit/events';
import { capital } from '@sabha/i18n/capital';
import { formatDateTime } from '@sabha/i18n/date-time';
import type { Locale } from '@sabha/i18n/locales';
import { plain } from '@sabha/i18n/plain';
import { Banner } from '../../ui/banner.tsx';
import { Tag } from '../../ui/tag.tsx';
import { timeZone } from '../site/time-zone.ts';
import type { Outcome } from './check.ts';
import type { VerifyMessages } from './verify-messages.ts';

type Props<O extends Outcome = Outcome> = { locale: Locale; messages: VerifyMessages; outcome: O };

/** More are counted, not listed: nobody reads five thousand lines, and a phone must not carry them. */
const LISTED = 500;

export function Verdict({ locale, messages, outcome }: Props) {
  return outcome.kind === 'holds' ? (
    <Holds locale={locale} messages={messages} outcome={outcome} />
  ) : (
    <Fails locale={locale} messages={messages} outcome={outcome} />
  );
}

function Fails({ messages, outcome: { fault, at, of, value } }: Props<Extract<Outcome, { kind: 'fails' }>>) {
  const t = plain(messages);
  return (
    <Banner tone="bad" title={t('verify.fails')}>
      <p>
        {fault === 'value_differs' && value !== null
          ? t('verify.fault.value_differs', { value: t(`verify.value.${value}`) })
          : t(`verify.fault.${fault}`, { value: '' })}
      </p>
      {at !== null && <p>{t('verify.where', { at: String(at), of: String(of) })}</p>}
    </Banner>
  );
}

function Holds({ locale, messages, outcome }: Props<Extract<Outcome, { kind: 'holds' }>>) {
  const t = plain(messages);
  const { held, head, isCut, by } = outcome;
  const { origin, size } = head.checkpoint;
  const [shown, more] = [held.slice(0, LISTED), Math.max(0, held.length - LISTED)];
  return (
    <div className="space-y-6">
      <Banner tone="good" title={t('verify.holds')}>
        <p>{t('verify.holdsText', { count: String(held.length), size: String(size), origin })}</p>
        {head.cosignatures.length === 0 && <p>{t('verify.noWitness')}</p>}
        {head.cosignatures.map(({ name, seconds }) => (
          <p key={name}>
            {t('verify.witnessed', { name, time: formatDateTime(new Date(seconds * 1000), { locale, timeZone }) })}
          </p>
        ))}
        {isCut && <p>{t('verify.isCut')}</p>}
        <p>{t(by === 'browser' ? 'verify.byBrowser' : 'verify.byScript')}</p>
      </Banner>
      <section aria-labelledby="entries-title" className="space-y-4">
        <h2 id="entries-title" className="text-xl">
          {t('verify.entries')}
        </h2>
        <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
          {shown.map((one) => (
            <Entry key={one.index} locale={locale} messages={messages} held={one} />
          ))}
        </ol>
        {more > 0 && <p>{t('verify.more', { count: String(more) })}</p>}
        <p className="max-w-text text-muted">{t('verify.limits')}</p>
      </section>
    </div>
  );
}

function Entry({ locale, messages, held }: Omit<Props, 'outcome'> & { held: Held }) {
  const t = plain(messages);
  const { entry, index, values } = held;
  return (
    <li className="grid gap-x-6 gap-y-1 px-4 py-3 md:grid-cols-[15rem_1fr]">
      <time dateTime={entry.at.toISOString()} className="text-muted">
        {formatDateTime(entry.at, { locale, timeZone })}
      </time>
      <div className="min-w-0 space-y-1">
        <p className="font-semibold break-words">
          {said(held, messages)} {entry.outcome === 'refused' && <Tag tone="bad">{t('verify.refused')}</Tag>}
        </p>
        <p className="text-sm break-words text-muted">
          {[t('verify.index', { index: String(index) }), entry.event, ...detailsOf(values.detail)].join(' · ')}
        </p>
      </div>
    </li>
  );
}

/** By ids: names stand in no log. An event of a later version is shown by its own word. */
function said({ entry: { event }, values }: Held, messages: VerifyMessages): string {
  if (!Object.hasOwn(auditEvents, event)) return event;
  const t = plain(messages);
  const actor = whoOf(values.actor, messages);
  const isDisclosed = Object.hasOwn(values, 'subject');
  const subject = typeof values.subject === 'string' ? values.subject : isDisclosed ? actor : t('verify.undisclosed');
  return capital(t(`records.said.${eventWord(event as AuditEvent)}`, { actor, subject }));
}

const kinds = { member: true, guest: true, system: true, anonymous: true } as const;

function whoOf(actor: Json | undefined, messages: VerifyMessages): string {
  const t = plain(messages);
  if (typeof actor !== 'object' || actor === null || !('kind' in actor)) return t('verify.undisclosed');
  const { kind, id } = actor as Readonly<Record<string, Json>>;
  if (typeof kind !== 'string' || !Object.hasOwn(kinds, kind)) return t('verify.undisclosed');
  const name = t(`verify.kind.${kind as keyof typeof kinds}`);
  return typeof id === 'string' && (kind === 'member' || kind === 'guest') ? `${name} ${id}` : name;
}

function detailsOf(detail: Json | undefined): readonly string[] {
  if (typeof detail !== 'object' || detail === null) return [];
  return detailTexts(detail as Readonly<Record<string, Json>>);
}
