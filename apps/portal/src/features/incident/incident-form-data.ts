import { type IncidentView, openIncidentInput } from '@sabha/domain/incident/contract';
import { type ReportText, reportTexts } from '@sabha/domain/incident/report';
import type { IncidentType } from '@sabha/domain/incident/types';
import { instantOf, localTimeOf } from '@sabha/domain/schedule/local-time';
import type { Locale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import { textIn } from '../site/form-text.ts';
import { timeZone } from '../site/time-zone.ts';
import { incidentFields, type IncidentProblem, type IncidentValues } from './incident-form-state.ts';

export type SentFields = Readonly<{ type: IncidentType; noticedAt: string } & Record<ReportText, string>>;
/** A sent form: either fields that fit the contract, or what is wrong with them, one by one. */
export type ReadIncident = Readonly<
  { values: IncidentValues } & ({ fields: SentFields } | { problems: readonly IncidentProblem[] })
>;

const contract = openIncidentInput.omit({ ministryId: true });

export function readIncident(form: FormData, locale: Locale): ReadIncident {
  const values = valuesOf(form);
  const noticedAt = instantOf(values, timeZone)?.toISOString() ?? '';
  const texts = Object.fromEntries(reportTexts.map((field) => [field, values[field]])) as Record<ReportText, string>;
  const fields = { type: values.type as IncidentType, noticedAt, ...texts };
  const wrong = new Set(contract.safeParse(fields).error?.issues.map(({ path }) => path[0]));
  if (wrong.size === 0) return { values, fields };
  const t = translator(locale, 'incident');
  const problems = incidentFields.flatMap((field): readonly IncidentProblem[] => {
    if (field === 'date') return wrong.has('noticedAt') ? [{ field, text: t('incident.problem.noticedAt') }] : [];
    if (!wrong.has(field)) return [];
    return [{ field, text: t(field === 'type' ? 'incident.problem.type' : 'incident.problem.text') }];
  });
  return { values, problems };
}

/** The form of an incident that is not written down yet: noticed now, as far as anybody knows. */
export const emptyIncident = (now: Date): IncidentValues => ({ ...valuesOf(new FormData()), ...localTimeOf(now, timeZone) });

/** The form as it stands for an incident that is written down. */
export function valuesOfIncident(incident: IncidentView): IncidentValues {
  const texts = Object.fromEntries(reportTexts.map((field) => [field, incident[field]])) as Record<ReportText, string>;
  return { type: incident.type, ...localTimeOf(new Date(incident.noticedAt), timeZone), ...texts };
}

function valuesOf(form: FormData): IncidentValues {
  return Object.fromEntries(incidentFields.map((name) => [name, textIn(form, name)])) as IncidentValues;
}
