import { auditEvents, type AuditEvent } from '@sabha/domain/audit/events';
import { auditOutcomes } from '@sabha/domain/audit/filter';
import type { Locale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { linkClass } from '../../ui/text-link.ts';
import type { SearchField } from './search-query.ts';
import { eventName } from './sentence.ts';

type SearchFormProps = { locale: Locale; action: string; ministryId: string; typed: Readonly<Record<SearchField, string>> };

/** A plain form that asks by its address: what was looked for can be kept as a bookmark, and needs no script. */
export function SearchForm({ locale, action, ministryId, typed }: SearchFormProps) {
  const t = translator(locale, 'records');
  const optional = t('records.optional');
  const events = Object.keys(auditEvents) as AuditEvent[];
  return (
    <Card as="section" labelledBy="find-title" className="space-y-5 print:hidden">
      <h2 id="find-title" className="text-xl">
        {t('records.find')}
      </h2>
      <form action={action} method="get" className="space-y-5">
        <input type="hidden" name="ministry" value={ministryId} />
        <div className="grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
          <TextField id="from" type="date" label={t('records.from')} optional={optional} defaultValue={typed.from} />
          <TextField id="to" type="date" label={t('records.to')} optional={optional} defaultValue={typed.to} />
          <SelectField
            id="outcome"
            label={t('records.result')}
            defaultValue={typed.outcome}
            options={[
              { value: '', label: t('records.anyResult') },
              ...auditOutcomes.map((outcome) => ({ value: outcome, label: t(`records.result.${outcome}`) })),
            ]}
          />
          <SelectField
            id="event"
            label={t('records.event')}
            defaultValue={typed.event}
            options={[
              { value: '', label: t('records.anyEvent') },
              ...events.map((event) => ({ value: event, label: `${event}: ${eventName(event, locale)}` })),
            ]}
          />
          <TextField
            id="actor"
            label={t('records.who')}
            optional={optional}
            hint={t('records.whoHint')}
            defaultValue={typed.actor}
            maxLength={254}
            autoComplete="off"
          />
          <TextField
            id="meeting"
            label={t('records.meeting')}
            optional={optional}
            hint={t('records.meetingHint')}
            defaultValue={typed.meeting}
            maxLength={300}
            autoComplete="off"
          />
        </div>
        <div className="flex flex-wrap items-center gap-6">
          <Button type="submit">{t('records.search')}</Button>
          <a href={`${action}?ministry=${ministryId}`} className={linkClass}>
            {t('records.clear')}
          </a>
        </div>
      </form>
    </Card>
  );
}
