import { type ReportText, reportTexts } from '@sabha/domain/incident/report';

/** In the order in which they stand on the page. */
export const incidentFields = ['type', 'date', 'time', ...reportTexts] as const;
export type IncidentField = (typeof incidentFields)[number];
export type IncidentValues = Readonly<Record<IncidentField, string>>;
export type IncidentProblem = Readonly<{ field: IncidentField; text: string }>;

/** What a sent form comes back with. `attempt` makes each answer a new one, so that the focus moves to it. */
export type IncidentFormState = Readonly<{
  attempt: number;
  /** Of the incident that the form is about; 0 for one that is not written down yet. */
  version: number;
  values: IncidentValues;
  problems: readonly IncidentProblem[];
  /** The sentence for a refusal that is about no field. */
  refusal: Readonly<{ title: string; next: string; reference: string | null; isChanged: boolean }> | null;
}>;

export type IncidentFormAction = (state: IncidentFormState, form: FormData) => Promise<IncidentFormState>;

/** One line is enough for none of these but the first and the contact. */
export const longTexts: readonly ReportText[] = ['systems', 'scope', 'indicators', 'containment', 'other'];
