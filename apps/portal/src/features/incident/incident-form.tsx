'use client';

import { MOST_CONTACT, MOST_TEXT } from '@sabha/domain/incident/limits';
import { type ReportText, reportTexts } from '@sabha/domain/incident/report';
import type { KeyOf, Messages } from '@sabha/i18n/keys';
import { plain } from '@sabha/i18n/plain';
import { useActionState, useEffect, useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { linkClass } from '../../ui/text-link.ts';
import { type IncidentField, type IncidentFormAction, type IncidentFormState, longTexts } from './incident-form-state.ts';

export type IncidentFormMessages = Messages<KeyOf<'incident'> | 'common.checkForm' | 'common.optionalMark'>;
type IncidentFormProps = {
  action: IncidentFormAction;
  initial: IncidentFormState;
  messages: IncidentFormMessages;
  types: readonly Readonly<{ value: string; label: string }>[];
  /** Of the page that shows how it stands now; null for a new one. */
  here: string | null;
};

/** Works without a script: the browser posts it, and the answer is this page with what is wrong and all that was written. */
export function IncidentForm({ action, initial, messages, types, here }: IncidentFormProps) {
  const [state, send, pending] = useActionState(action, initial);
  const t = plain(messages);
  const form: FormContext = { state, t };
  return (
    <form key={state.attempt} action={send} noValidate={state.attempt > 0} className="max-w-text space-y-6">
      <Problems {...form} here={here} />
      <input type="hidden" name="version" value={state.version} />
      <SelectField
        id="type"
        label={t('incident.field.type')}
        required
        options={[{ value: '', label: t('incident.pickType') }, ...types]}
        {...given(form, 'type')}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField id="date" type="date" label={t('incident.field.date')} required {...given(form, 'date')} />
        <TextField id="time" type="time" label={t('incident.field.time')} required {...given(form, 'time')} />
      </div>
      {reportTexts.map((field) => (
        <Text key={field} {...form} field={field} />
      ))}
      <Button type="submit" aria-disabled={pending} icon={pending ? <Spinner size={20} /> : undefined}>
        {t(pending ? 'incident.sending' : here === null ? 'incident.new.submit' : 'incident.edit.submit')}
      </Button>
    </form>
  );
}

type FormContext = { state: IncidentFormState; t: ReturnType<typeof plain<keyof IncidentFormMessages>> };

/** What the field starts with, and what is wrong with it. */
function given({ state }: FormContext, field: IncidentField) {
  return { defaultValue: state.values[field], error: state.problems.find((problem) => problem.field === field)?.text };
}

function Text({ field, ...form }: FormContext & { field: ReportText }) {
  const { t } = form;
  const isLong = longTexts.includes(field);
  return (
    <TextArea
      id={field}
      label={t(`incident.field.${field}`)}
      hint={field === 'other' ? undefined : t(`incident.hint.${field}`)}
      optional={t('common.optionalMark')}
      rows={isLong ? 4 : 2}
      maxLength={isLong ? MOST_TEXT : MOST_CONTACT}
      {...given(form, field)}
    />
  );
}

function Problems({ state, t, here }: FormContext & { here: string | null }) {
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state.attempt > 0) summary.current?.focus();
  }, [state.attempt]);
  const { refusal, problems } = state;
  if (problems.length === 0 && refusal === null) return null;
  const told = refusal ? [{ text: refusal.next }] : problems.map(({ field, text }) => ({ fieldId: field, text }));
  return (
    <ErrorSummary ref={summary} title={refusal?.title ?? t('common.checkForm')} problems={told}>
      {refusal?.isChanged === true && here !== null && (
        <a href={here} target="_blank" rel="noreferrer" className={linkClass}>
          {t('incident.problem.see')}
        </a>
      )}
      {refusal?.reference != null && <p className="text-sm text-muted">{refusal.reference}</p>}
    </ErrorSummary>
  );
}
