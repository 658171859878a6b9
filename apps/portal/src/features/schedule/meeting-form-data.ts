import {
  editMeetingInput,
  scheduleMeetingInput,
  type MeetingDetail,
  type ScheduleMeetingRequest,
} from '@sabha/domain/meeting/contract';
import type { ErrorEvidence } from '@sabha/domain/errors';
import { instantOf, localTimeOf } from '@sabha/domain/schedule/local-time';
import { isTimeZone } from '@sabha/domain/schedule/time-zone';
import type { Locale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import type { z } from 'zod';
import { textIn } from '../site/form-text.ts';
import { inviteeLines, parseInviteeLines } from './invitee-lines.ts';
import { emptyValues, fieldNames, type FieldName, type FormValues, type Problem } from './meeting-form-state.ts';

/** A sent form: either a request that fits the contract, or what is wrong with it, field by field. */
export type ReadForm<Request> = Readonly<{ values: FormValues } & ({ request: Request } | { problems: readonly Problem[] })>;

export function readNewMeeting(form: FormData, locale: Locale): ReadForm<ScheduleMeetingRequest> {
  const { kind, departmentId } = valuesOf(form);
  return read(form, { schema: scheduleMeetingInput, fixed: { kind, departmentId }, locale });
}

/** Kind and department stay as they are: an edit does not send them. */
export function readMeetingEdit(
  form: FormData,
  { meetingId, locale }: Readonly<{ meetingId: string; locale: Locale }>,
): ReadForm<EditMeetingRequest> {
  return read(form, { schema: editMeetingInput, fixed: { meetingId }, locale });
}

type EditMeetingRequest = z.input<typeof editMeetingInput>;
type Contract<Request> = Readonly<{ schema: z.ZodType<unknown, Request>; fixed: object; locale: Locale }>;

function read<Request>(form: FormData, { schema, fixed, locale }: Contract<Request>): ReadForm<Request> {
  const values = valuesOf(form);
  const startsAt = isTimeZone(values.timeZone) ? instantOf(values, values.timeZone) : null;
  const parsed = parseInviteeLines(values.invitees);
  const lines = parsed ?? [];
  const request = { ...fixed, ...planOf(values), startsAt: (startsAt ?? new Date(0)).toISOString(), invitees: personsIn(lines) };
  const t = translator(locale, 'schedule');
  const problems: Problem[] = lines
    .filter(({ invitee }) => invitee === null)
    .map(({ line }) => ({ field: 'invitees', text: t('schedule.problem.line', { line }) }));
  if (parsed === null) problems.push({ field: 'invitees', text: t('schedule.problem.tooMany') });
  if (startsAt === null && isTimeZone(values.timeZone)) problems.push({ field: 'date', text: t('schedule.problem.date') });
  for (const { path, code } of schema.safeParse(request).error?.issues ?? []) {
    const problem = problemAt({ path, code, lines: lines.filter(({ invitee }) => invitee !== null), locale });
    if (!problems.some(({ text }) => text === problem.text)) problems.push(problem);
  }
  if (problems.length > 0) return { values, problems: inOrder(problems) };
  return { values, request: request as Request };
}

function planOf(values: FormValues) {
  const { title, description, durationMinutes, timeZone, access, waitingRoom, screenShare, chat, site, abroad } = values;
  const options = { waitingRoom, screenShare, chat: chat === 'on', site: site === '' ? null : site, abroad };
  return { title, description, durationMinutes: Number(durationMinutes), timeZone, access, options };
}

function personsIn(lines: NonNullable<ReturnType<typeof parseInviteeLines>>) {
  return lines.flatMap(({ invitee }) => (invitee ? [invitee] : []));
}

/** What the use case found that a schema cannot see: it names the field. */
export function problemOf(
  { field, reason, index }: ErrorEvidence,
  { values, locale }: Readonly<{ values: FormValues; locale: Locale }>,
): Problem | null {
  const t = translator(locale, 'schedule');
  if (field === 'startsAt')
    return { field: 'date', text: t(reason === 'past' ? 'schedule.problem.past' : 'schedule.problem.date') };
  if (field === 'site') return { field, text: t('schedule.problem.site') };
  if (field !== 'invitees' || typeof index !== 'number') return null;
  const line = parseInviteeLines(values.invitees)?.[index]?.line ?? index + 1;
  const key = reason === 'duplicate' || reason === 'cohost_by_organiser' ? inviteeProblems[reason] : 'schedule.problem.cohost';
  return { field, text: t(key, { line }) };
}

const inviteeProblems = {
  duplicate: 'schedule.problem.duplicate',
  cohost_by_organiser: 'schedule.problem.cohostByOrganiser',
} as const;

/** The form as it stands for a meeting that exists. */
export function valuesOfMeeting(meeting: MeetingDetail, locale: Locale): FormValues {
  const t = translator(locale, 'schedule');
  return {
    ...emptyValues,
    ...localTimeOf(new Date(meeting.startsAt), meeting.timeZone),
    title: meeting.title,
    description: meeting.description,
    kind: meeting.kind,
    timeZone: meeting.timeZone,
    durationMinutes: String(meeting.durationMinutes),
    access: meeting.access,
    waitingRoom: meeting.options.waitingRoom,
    screenShare: meeting.options.screenShare,
    chat: meeting.options.chat ? 'on' : '',
    site: meeting.options.site ?? '',
    abroad: meeting.options.abroad,
    invitees: inviteeLines(meeting.invitees, (role) => t(`schedule.role.${role}`)),
  };
}

function valuesOf(form: FormData): FormValues {
  return Object.fromEntries(fieldNames.map((name) => [name, textIn(form, name)])) as FormValues;
}

type IssueAt = Readonly<{ path: readonly PropertyKey[]; code: string; lines: readonly { line: number }[]; locale: Locale }>;

function problemAt({ path, code, lines, locale }: IssueAt): Problem {
  const t = translator(locale, 'schedule');
  const [name, second] = path;
  switch (name) {
    case 'title':
    case 'description':
    case 'durationMinutes':
    case 'timeZone':
    case 'departmentId':
      return { field: name, text: t(`schedule.problem.${name}`) };
    case 'startsAt':
      return { field: 'date', text: t('schedule.problem.date') };
    case 'invitees':
      if (typeof second !== 'number')
        return { field: 'invitees', text: t(code === 'too_big' ? 'schedule.problem.tooMany' : 'schedule.problem.choice') };
      return { field: 'invitees', text: t('schedule.problem.line', { line: lines[second]?.line ?? second + 1 }) };
    default:
      return { field: fieldOfChoice(name === 'options' ? second : name), text: t('schedule.problem.choice') };
  }
}

function fieldOfChoice(name: PropertyKey | undefined): FieldName {
  return fieldNames.find((field) => field === name) ?? 'title';
}

function inOrder(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => fieldNames.indexOf(a.field) - fieldNames.indexOf(b.field));
}
