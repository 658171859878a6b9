'use client';

import type { Messages, KeyOf } from '@sabha/i18n/keys';
import { plain } from '@sabha/i18n/plain';
import { useActionState, useEffect, useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { Checkbox, RadioGroup } from '../../ui/choice.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { FormPart } from './form-part.tsx';
import type { SiteOptions } from './site-options.ts';
import type { FieldName, MeetingFormAction, MeetingFormState } from './meeting-form-state.ts';

type Options = readonly Readonly<{ value: string; label: string }>[];
export type MeetingFormMessages = Messages<KeyOf<'schedule'> | 'common.checkForm' | 'common.optionalMark'>;
type MeetingFormProps = {
  action: MeetingFormAction;
  initial: MeetingFormState;
  messages: MeetingFormMessages;
  zones: Options;
  /** Departments to choose from; one needs no choice, and an edit has none. */
  departments: Options;
  places: SiteOptions;
  isNew: boolean;
};

/** Works without a script: the browser posts it, and the answer is this page with what is wrong. */
export function MeetingForm({ action, initial, messages, zones, departments, places, isNew }: MeetingFormProps) {
  const [state, send, pending] = useActionState(action, initial);
  const t = plain(messages);
  const form: FormContext = { state, t };
  return (
    <form key={state.attempt} action={send} noValidate={state.attempt > 0} className="max-w-text space-y-10">
      <Problems {...form} />
      <FormPart title={t('schedule.form.what')}>
        {isNew ? <KindChoice {...form} /> : <Fixed name="kind" value={state.values.kind} />}
        <TextField id="title" label={t('schedule.form.title')} required maxLength={160} {...given(form, 'title')} />
        <TextArea
          id="description"
          label={t('schedule.form.description')}
          hint={t('schedule.form.descriptionHint')}
          optional={t('common.optionalMark')}
          maxLength={4000}
          {...given(form, 'description')}
        />
        {departments.length > 1 ? (
          <SelectField
            id="departmentId"
            label={t('schedule.form.department')}
            options={departments}
            {...given(form, 'departmentId')}
          />
        ) : (
          <Fixed name="departmentId" value={departments[0]?.value ?? state.values.departmentId} />
        )}
      </FormPart>
      <FormPart title={t('schedule.form.when')}>
        <WhenFields {...form} zones={zones} />
      </FormPart>
      <FormPart title={t('schedule.form.who')}>
        <AccessChoice {...form} />
        <TextArea
          id="invitees"
          label={t('schedule.form.invitees')}
          hint={t('schedule.form.inviteesHint')}
          optional={t('common.optionalMark')}
          rows={5}
          spellCheck={false}
          {...given(form, 'invitees')}
        />
      </FormPart>
      <FormPart title={t('schedule.form.room')}>
        <RoomFields {...form} />
      </FormPart>
      <FormPart title={t('schedule.form.where')}>
        <PlaceFields {...form} places={places} />
      </FormPart>
      <Button type="submit" aria-disabled={pending} icon={pending ? <Spinner size={20} /> : undefined}>
        {pending ? t('schedule.form.sending') : isNew ? t('schedule.form.submitNew') : t('schedule.form.submitEdit')}
      </Button>
    </form>
  );
}

type FormContext = { state: MeetingFormState; t: ReturnType<typeof plain<keyof MeetingFormMessages>> };

/** What the field starts with, and what is wrong with it. */
function given({ state }: FormContext, field: FieldName) {
  return { defaultValue: state.values[field], error: state.problems.find((problem) => problem.field === field)?.text };
}

function Fixed({ name, value }: { name: FieldName; value: string }) {
  return <input type="hidden" name={name} value={value} />;
}

function Problems({ state, t }: FormContext) {
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state.attempt > 0) summary.current?.focus();
  }, [state.attempt]);
  if (state.problems.length === 0 && state.refusal === null) return null;
  const { refusal } = state;
  const problems = refusal ? [{ text: refusal.next }] : state.problems.map(({ field, text }) => ({ fieldId: field, text }));
  return (
    <ErrorSummary ref={summary} title={refusal?.title ?? t('common.checkForm')} problems={problems}>
      {refusal?.reference != null && <p className="text-sm text-muted">{refusal.reference}</p>}
    </ErrorSummary>
  );
}

function KindChoice(form: FormContext) {
  const { t } = form;
  return (
    <RadioGroup
      name="kind"
      legend={t('schedule.form.kind')}
      options={[
        { value: 'meeting', label: t('schedule.form.kind.meeting'), hint: t('schedule.form.kind.meetingHint') },
        { value: 'webinar', label: t('schedule.form.kind.webinar'), hint: t('schedule.form.kind.webinarHint') },
      ]}
      {...given(form, 'kind')}
    />
  );
}

function WhenFields({ zones, ...form }: FormContext & { zones: Options }) {
  const { t } = form;
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField id="date" type="date" label={t('schedule.form.date')} required {...given(form, 'date')} />
        <TextField id="time" type="time" label={t('schedule.form.time')} required {...given(form, 'time')} />
      </div>
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          id="durationMinutes"
          type="number"
          label={t('schedule.form.duration')}
          hint={t('schedule.form.durationHint')}
          required
          min={5}
          max={1440}
          step={5}
          inputMode="numeric"
          {...given(form, 'durationMinutes')}
        />
        <div className="flex flex-col justify-end">
          <SelectField id="timeZone" label={t('schedule.form.timeZone')} options={zones} {...given(form, 'timeZone')} />
        </div>
      </div>
    </>
  );
}

function AccessChoice(form: FormContext) {
  const { t } = form;
  return (
    <RadioGroup
      name="access"
      legend={t('schedule.form.access')}
      options={(['invited', 'ministry', 'link'] as const).map((value) => ({
        value,
        label: t(`schedule.form.access.${value}`),
        hint: t(`schedule.form.access.${value}Hint`),
      }))}
      {...given(form, 'access')}
    />
  );
}

function RoomFields(form: FormContext) {
  const { t, state } = form;
  return (
    <>
      <RadioGroup
        name="waitingRoom"
        legend={t('schedule.form.waitingRoom')}
        options={(['everyone', 'guests', 'off'] as const).map((value) => ({
          value,
          label: t(`schedule.form.waitingRoom.${value}`),
        }))}
        {...given(form, 'waitingRoom')}
      />
      <RadioGroup
        name="screenShare"
        legend={t('schedule.form.screenShare')}
        options={(['host', 'everyone'] as const).map((value) => ({ value, label: t(`schedule.form.screenShare.${value}`) }))}
        {...given(form, 'screenShare')}
      />
      <Checkbox id="chat" name="chat" value="on" label={t('schedule.form.chat')} defaultChecked={state.values.chat === 'on'} />
    </>
  );
}

function PlaceFields({ places, ...form }: FormContext & { places: SiteOptions }) {
  const { t, state } = form;
  return (
    <>
      <SelectField
        id="site"
        label={t('schedule.form.site')}
        hint={t('schedule.form.siteHint')}
        options={[{ value: '', label: t('schedule.form.site.any') }, ...places.sites]}
        {...given(form, 'site')}
      />
      {places.mayAdmitAbroad ? (
        <RadioGroup
          name="abroad"
          legend={t('schedule.form.abroad')}
          options={(['allowed', 'refused'] as const).map((value) => ({
            value,
            label: t(`schedule.form.abroad.${value}`),
            hint: t(`schedule.form.abroad.${value}Hint`),
          }))}
          {...given(form, 'abroad')}
        />
      ) : (
        <>
          <Fixed name="abroad" value={state.values.abroad} />
          <p>{t('schedule.form.abroad.byPolicy')}</p>
        </>
      )}
    </>
  );
}
