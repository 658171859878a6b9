import type { IncidentView } from '@sabha/domain/incident/contract';
import { MOST_REFERENCE } from '@sabha/domain/incident/limits';
import type { Locale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { DescriptionList } from '../../ui/description-list.tsx';
import { TextField } from '../../ui/field.tsx';
import { timeOf } from './deadlines.tsx';
import type { IncidentActions } from './incident-actions.ts';

type StepsProps = { incident: IncidentView; locale: Locale; actions: IncidentActions };

/** What is still to be done about it, and what was, in the order of the law. */
export function IncidentSteps(props: StepsProps) {
  return (
    <div className="space-y-6">
      <FileStep {...props} />
      <BreachStep {...props} />
      <CloseStep {...props} />
    </div>
  );
}

function FileStep({ incident, locale, actions }: StepsProps) {
  const t = translator(locale, 'incident', 'common');
  const { partlyFiledAt, filedAt, reference, missing, closedAt } = incident;
  const mayFile = closedAt === null && filedAt === null;
  return (
    <Step id="file" title={t('incident.file.title')}>
      {mayFile && <p>{t('incident.file.text')}</p>}
      <DescriptionList
        stacked
        items={[
          { term: t('incident.file.partialAt'), value: momentOf(partlyFiledAt, locale) },
          { term: t('incident.file.fullAt'), value: momentOf(filedAt, locale) },
          ...(reference === null ? [] : [{ term: t('incident.file.reference'), value: reference }]),
        ]}
      />
      {mayFile && missing.partial.length === 0 && (
        <form action={actions.file} className="space-y-4">
          <Seen incident={incident} />
          <TextField
            id="reference"
            label={t('incident.file.reference')}
            optional={t('common.optionalMark')}
            maxLength={MOST_REFERENCE}
            autoComplete="off"
          />
          <div className="flex flex-wrap gap-3">
            {missing.full.length === 0 && (
              <Button type="submit" name="kind" value="full">
                {t('incident.file.full')}
              </Button>
            )}
            {partlyFiledAt === null && (
              <Button type="submit" look="secondary" name="kind" value="partial">
                {t('incident.file.partial')}
              </Button>
            )}
          </div>
        </form>
      )}
    </Step>
  );
}

function BreachStep({ incident, locale, actions }: StepsProps) {
  const t = translator(locale, 'incident');
  const { breachAt, board, personsToldAt, closedAt } = incident;
  const isOpen = closedAt === null;
  return (
    <Step id="breach" title={t('incident.breach.title')}>
      <p>{t('incident.breach.text')}</p>
      {breachAt === null ? (
        isOpen && <StepForm incident={incident} action={actions.declareBreach} label={t('incident.breach.declare')} />
      ) : (
        <>
          <DescriptionList
            stacked
            items={[
              { term: t('incident.breach.at'), value: timeOf(breachAt, locale) },
              { term: t('incident.breach.boardAt'), value: momentOf(board?.metAt ?? null, locale) },
              { term: t('incident.breach.personsAt'), value: momentOf(personsToldAt, locale) },
            ]}
          />
          <div className="flex flex-wrap gap-3">
            {isOpen && !board?.metAt && (
              <StepForm incident={incident} action={actions.tellBoard} label={t('incident.breach.board')} />
            )}
            {isOpen && personsToldAt === null && (
              <StepForm incident={incident} action={actions.tellPersons} label={t('incident.breach.persons')} />
            )}
          </div>
        </>
      )}
    </Step>
  );
}

function CloseStep({ incident, locale, actions }: StepsProps) {
  const t = translator(locale, 'incident');
  if (incident.closedAt !== null) return null;
  return (
    <Step id="close" title={t('incident.close.title')}>
      {incident.openSteps.length > 0 ? (
        <>
          <p>{t('incident.close.first')}</p>
          <ul className="list-disc space-y-1 pl-6">
            {incident.openSteps.map((step) => (
              <li key={step}>{t(`incident.close.step.${step}`)}</li>
            ))}
          </ul>
        </>
      ) : (
        <>
          <p>{t('incident.close.text')}</p>
          <StepForm incident={incident} action={actions.close} label={t('incident.close.submit')} />
        </>
      )}
    </Step>
  );
}

function Step({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <Card as="section" labelledBy={`${id}-title`} className="space-y-4">
      <h2 id={`${id}-title`} className="text-xl">
        {title}
      </h2>
      {children}
    </Card>
  );
}

type StepFormProps = { incident: IncidentView; action: (form: FormData) => Promise<void>; label: string };

function StepForm({ incident, action, label }: StepFormProps) {
  return (
    <form action={action}>
      <Seen incident={incident} />
      <Button type="submit" look="secondary">
        {label}
      </Button>
    </form>
  );
}

/** Which state the person has before them. */
function Seen({ incident: { version } }: Pick<StepsProps, 'incident'>) {
  return <input type="hidden" name="version" value={version} />;
}

const momentOf = (time: string | null, locale: Locale): string =>
  time === null ? translator(locale, 'incident')('incident.notYet') : timeOf(time, locale);
