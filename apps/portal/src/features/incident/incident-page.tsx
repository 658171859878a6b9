import type { IncidentView } from '@sabha/domain/incident/contract';
import { type ReportText, reportTexts } from '@sabha/domain/incident/report';
import type { Locale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import Download from 'lucide-react/icons/download';
import type { ReactNode } from 'react';
import { Banner } from '../../ui/banner.tsx';
import { Card } from '../../ui/card.tsx';
import { DescriptionList } from '../../ui/description-list.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Tag } from '../../ui/tag.tsx';
import { linkClass } from '../../ui/text-link.ts';
import type { Frame } from '../site/frame.ts';
import { Deadlines, timeOf } from './deadlines.tsx';
import type { IncidentActions } from './incident-actions.ts';
import { IncidentSteps } from './incident-steps.tsx';
import { stateTones } from './state-tones.ts';

export const doneSteps = ['opened', 'saved', 'filed', 'declared', 'board', 'persons', 'closed'] as const;
export const stepProblems = ['moved', 'closed', 'incomplete', 'filed', 'unfinished'] as const;

export type IncidentPageProps = {
  frame: Frame;
  incident: IncidentView;
  actions: IncidentActions;
  done: (typeof doneSteps)[number] | null;
  /** A conflict that has a sentence of its own. */
  problem: (typeof stepProblems)[number] | null;
  /** The form; none once it is closed. */
  form: ReactNode;
};

export function IncidentPage({ frame: { locale }, incident, actions, done, problem, form }: IncidentPageProps) {
  const t = translator(locale, 'incident');
  return (
    <div className="space-y-8">
      {done && <Banner tone="good" title={t(`incident.done.${done}`)} />}
      {problem && <Banner tone="bad" role="alert" title={t(`incident.problem.${problem}`)} />}
      <PageHeader
        over={
          <>
            <a href={`/incidents?ministry=${incident.ministryId}`} className={linkClass}>
              {t('incident.all')}
            </a>
            <Tag tone={stateTones[incident.state]}>{t(`incident.state.${incident.state}`)}</Tag>
          </>
        }
        title={t(`incident.type.${incident.type}`)}
        lead={`${t('incident.field.noticedAt')}: ${timeOf(incident.noticedAt, locale)}`}
      />
      <Deadlines incident={incident} locale={locale} />
      <div className="grid gap-8 lg:grid-cols-[1fr_26rem]">
        <section aria-labelledby="edit-title" className="min-w-0 space-y-6">
          <h2 id="edit-title" className="text-xl">
            {t('incident.edit.title')}
          </h2>
          {incident.closedAt === null ? form : <Known incident={incident} locale={locale} />}
        </section>
        <div className="min-w-0 space-y-6">
          {incident.filedAt === null && <Missing incident={incident} locale={locale} />}
          <Files incident={incident} locale={locale} />
          <IncidentSteps incident={incident} locale={locale} actions={actions} />
        </div>
      </div>
    </div>
  );
}

type PartProps = { incident: IncidentView; locale: Locale };

function Known({ incident, locale }: PartProps) {
  const t = translator(locale, 'incident');
  return (
    <DescriptionList
      items={reportTexts.map((field) => ({
        term: t(`incident.field.${field}`),
        value: <span className="break-words whitespace-pre-wrap">{incident[field] || t('incident.pdf.empty')}</span>,
      }))}
    />
  );
}

function Missing({ incident: { missing, partlyFiledAt }, locale }: PartProps) {
  const t = translator(locale, 'incident');
  const list = (fields: readonly ReportText[]) =>
    fields.length === 0 ? t('incident.missing.nothing') : fields.map((field) => t(`incident.field.${field}`)).join(', ');
  return (
    <Card as="section" labelledBy="missing-title" className="space-y-4">
      <h2 id="missing-title" className="text-xl">
        {t('incident.missing.title')}
      </h2>
      <DescriptionList
        stacked
        items={[
          ...(partlyFiledAt === null ? [{ term: t('incident.missing.partial'), value: list(missing.partial) }] : []),
          { term: t('incident.missing.full'), value: list(missing.full) },
        ]}
      />
    </Card>
  );
}

function Files({ incident: { incidentId }, locale }: PartProps) {
  const t = translator(locale, 'incident');
  return (
    <Card as="section" labelledBy="files-title" className="space-y-4">
      <h2 id="files-title" className="text-xl">
        {t('incident.files.title')}
      </h2>
      <ul className="space-y-4">
        {(['report', 'records'] as const).map((file) => (
          <li key={file} className="flex items-start gap-3">
            <Download size={20} className="mt-1 shrink-0 text-brand" />
            <div className="min-w-0">
              <a href={`/incidents/${incidentId}/${file}`} className={`${linkClass} font-semibold`} download>
                {t(`incident.files.${file}`)}
              </a>
              <p className="text-sm text-muted">{t(`incident.files.${file}Note`)}</p>
            </div>
          </li>
        ))}
      </ul>
      <p className="text-sm text-muted">{t('incident.files.recorded')}</p>
    </Card>
  );
}
