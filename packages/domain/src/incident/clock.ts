/** The two clocks of an incident. Both begin when it was noticed; neither stops anybody, and what is late is marked as late. */
const HOUR_MS = 60 * 60_000;

/** CERT-In Directions of 28 April 2022, rule (ii): within six hours of noticing. */
export const REPORT_HOURS = 6;
/** DPDP Rules 2025, rule 7: to the Data Protection Board within 72 hours of becoming aware. */
export const BOARD_HOURS = 72;
/** When those who must report are reminded, in hours after it was noticed, while nothing has been reported. */
export const reminderHours = [3, 5, 6] as const;
export type ReminderHour = (typeof reminderHours)[number];

export const reportDeadline = (noticedAt: Date): Date => new Date(noticedAt.getTime() + REPORT_HOURS * HOUR_MS);
export const boardDeadline = (noticedAt: Date): Date => new Date(noticedAt.getTime() + BOARD_HOURS * HOUR_MS);

/** What has been done about it, and when. */
export type Steps = Readonly<{
  noticedAt: Date;
  partlyFiledAt: Date | null;
  filedAt: Date | null;
  /** When it was said to be a breach of personal data; null while it is not. */
  breachAt: Date | null;
  boardToldAt: Date | null;
  personsToldAt: Date | null;
  closedAt: Date | null;
}>;

export const incidentStates = ['open', 'partly_reported', 'reported', 'closed'] as const;
export type IncidentState = (typeof incidentStates)[number];

export function stateOf({ partlyFiledAt, filedAt, closedAt }: Steps): IncidentState {
  if (closedAt) return 'closed';
  if (filedAt) return 'reported';
  return partlyFiledAt ? 'partly_reported' : 'open';
}

/** `metAt`: when it was done, null while it is not. `isLate`: it was done after `by`, or is not done and `by` has passed. */
export type Deadline = Readonly<{ by: Date; metAt: Date | null; isLate: boolean }>;

const deadline = (by: Date, metAt: Date | null, now: Date): Deadline => ({
  by,
  metAt,
  isLate: (metAt ?? now).getTime() > by.getTime(),
});

/** Of the report to CERT-In, and, for a breach of personal data, of the word to the Board. The first report is what counts. */
export function deadlinesOf(steps: Steps, now: Date): Readonly<{ report: Deadline; board: Deadline | null }> {
  return {
    report: deadline(reportDeadline(steps.noticedAt), firstReportOf(steps), now),
    board: steps.breachAt ? deadline(boardDeadline(steps.noticedAt), steps.boardToldAt, now) : null,
  };
}

function firstReportOf({ partlyFiledAt, filedAt }: Steps): Date | null {
  if (partlyFiledAt && filedAt) return partlyFiledAt < filedAt ? partlyFiledAt : filedAt;
  return partlyFiledAt ?? filedAt;
}

/**
 * The reminder that is due now, and every earlier one that it stands for: after an outage there is one mail and not three. Null
 * when there is nothing to remind of.
 */
export function dueReminder(
  steps: Steps,
  { sent, now }: Readonly<{ sent: readonly number[]; now: Date }>,
): Readonly<{ hours: ReminderHour; covers: readonly ReminderHour[] }> | null {
  if (firstReportOf(steps) || steps.closedAt) return null;
  const passed = reminderHours.filter((hours) => steps.noticedAt.getTime() + hours * HOUR_MS <= now.getTime());
  const hours = passed.at(-1);
  return hours === undefined || sent.includes(hours) ? null : { hours, covers: passed.filter((one) => !sent.includes(one)) };
}

/** What is still to be done before it can be closed; empty when it can. */
export function openSteps(steps: Steps): readonly ('report' | 'board' | 'persons')[] {
  return [
    ...(steps.filedAt ? [] : (['report'] as const)),
    ...(steps.breachAt && !steps.boardToldAt ? (['board'] as const) : []),
    ...(steps.breachAt && !steps.personsToldAt ? (['persons'] as const) : []),
  ];
}
