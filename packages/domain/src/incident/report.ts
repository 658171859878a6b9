import type { IncidentType } from './types.ts';

/** What people write in a report; each may be empty while it is not known. */
export const reportTexts = ['organisation', 'systems', 'scope', 'indicators', 'containment', 'contact', 'other'] as const;
export type ReportText = (typeof reportTexts)[number];

/** The nine fields of a report. `contact`: somebody who can be reached at every hour of the day. */
export type ReportFields = Readonly<{ type: IncidentType; noticedAt: Date } & Record<ReportText, string>>;
export type ReportField = keyof ReportFields;
export const reportFields = ['type', 'noticedAt', ...reportTexts] as const satisfies readonly ReportField[];

/** What is known within six hours is reported then; the rest follows. */
export const reportKinds = ['partial', 'full'] as const;
export type ReportKind = (typeof reportKinds)[number];

/** Without these CERT-In could not answer. */
const neededFirst: readonly ReportText[] = ['organisation', 'contact'];
const neededInAll: readonly ReportText[] = ['organisation', 'systems', 'scope', 'indicators', 'containment', 'contact'];

/** Which fields have to be filled in before a report of that kind can be filed. `other` may always be empty. */
export function missingFor(kind: ReportKind, fields: Pick<ReportFields, ReportText>): readonly ReportText[] {
  const needed = kind === 'partial' ? neededFirst : neededInAll;
  return needed.filter((field) => fields[field].trim() === '');
}

/** Which fields differ: their names alone, for what was written in them is nobody's but the ministry's. */
export function changedFields(before: ReportFields, after: ReportFields): readonly ReportField[] {
  const same = (field: ReportField) =>
    field === 'noticedAt' ? before.noticedAt.getTime() === after.noticedAt.getTime() : before[field] === after[field];
  return reportFields.filter((field) => !same(field));
}
