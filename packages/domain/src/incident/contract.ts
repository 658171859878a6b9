/** What is asked and told about an incident. Times are ISO 8601, UTC. */
import { z } from 'zod';
import { lineSchema, textSchema } from '../organisation/contract.ts';
import type { IncidentState } from './clock.ts';
import { MOST_CONTACT, MOST_REFERENCE, MOST_TEXT } from './limits.ts';
import { reportKinds, type ReportText } from './report.ts';
import { type IncidentType, incidentTypes } from './types.ts';

const text = (max: number) => textSchema(max).default('');

const fields = {
  type: z.enum(incidentTypes),
  noticedAt: z.iso.datetime(),
  organisation: text(MOST_CONTACT),
  systems: text(MOST_TEXT),
  scope: text(MOST_TEXT),
  indicators: text(MOST_TEXT),
  containment: text(MOST_TEXT),
  contact: text(MOST_CONTACT),
  other: text(MOST_TEXT),
};
/** `version`: of the state that the person had before them. Another in between is a conflict, and nothing is lost. */
const seen = { incidentId: z.uuid(), version: z.int().min(1).max(1_000_000) };

export const openIncidentInput = z.strictObject({ ministryId: z.uuid(), ...fields });
export type OpenIncident = Readonly<z.infer<typeof openIncidentInput>>;
export const editIncidentInput = z.strictObject({ ...seen, ...fields });
export type EditIncident = Readonly<z.infer<typeof editIncidentInput>>;
/** `reference`: the number that CERT-In gave, once it has given one. */
export const fileReportInput = z.strictObject({
  ...seen,
  kind: z.enum(reportKinds),
  reference: lineSchema(MOST_REFERENCE).optional(),
});
export type FileReport = Readonly<z.infer<typeof fileReportInput>>;
export const incidentStepInput = z.strictObject(seen);
export type IncidentStep = Readonly<z.infer<typeof incidentStepInput>>;
export const listIncidentsInput = z.strictObject({ ministryId: z.uuid() });
export const incidentIdInput = z.strictObject({ incidentId: z.uuid() });

/** `records`: JSON with the entries and their proofs. `report`: the report itself, a PDF. */
export const bundleForms = ['records', 'report'] as const;
export type BundleForm = (typeof bundleForms)[number];
export const takeBundleInput = z.strictObject({ incidentId: z.uuid(), form: z.enum(bundleForms) });

export type DeadlineView = Readonly<{ by: string; metAt: string | null; isLate: boolean }>;

export type IncidentSummary = Readonly<{
  incidentId: string;
  type: IncidentType;
  state: IncidentState;
  noticedAt: string;
  report: DeadlineView;
  /** Null while it is no breach of personal data. */
  board: DeadlineView | null;
}>;

export type IncidentView = IncidentSummary &
  Readonly<Record<ReportText, string>> &
  Readonly<{
    ministryId: string;
    version: number;
    openedAt: string;
    partlyFiledAt: string | null;
    filedAt: string | null;
    reference: string | null;
    breachAt: string | null;
    personsToldAt: string | null;
    closedAt: string | null;
    missing: Readonly<{ partial: readonly ReportText[]; full: readonly ReportText[] }>;
    /** What stands in the way of closing it. */
    openSteps: readonly ('report' | 'board' | 'persons')[];
    /** When this was read: what is left until a deadline is counted from then. */
    readAt: string;
  }>;
