import type { Refusal } from '../site/refusal-summary.tsx';

/** In the order in which they stand on the page. */
export const fieldNames = [
  'kind',
  'title',
  'description',
  'departmentId',
  'date',
  'time',
  'durationMinutes',
  'timeZone',
  'access',
  'invitees',
  'waitingRoom',
  'screenShare',
  'chat',
  'site',
  'abroad',
] as const;
export type FieldName = (typeof fieldNames)[number];
export type FormValues = Readonly<Record<FieldName, string>>;
export type Problem = Readonly<{ field: FieldName; text: string }>;

/** What a sent form comes back with. `attempt` makes each answer a new one, so that the focus moves to it. */
export type MeetingFormState = Readonly<{
  attempt: number;
  values: FormValues;
  problems: readonly Problem[];
  /** The sentence for a refusal that is about no field. */
  refusal: (Refusal & Readonly<{ title: string; next: string; reference: string | null }>) | null;
}>;

export const emptyValues: FormValues = {
  kind: 'meeting',
  title: '',
  description: '',
  departmentId: '',
  date: '',
  time: '',
  durationMinutes: '60',
  timeZone: 'Asia/Kolkata',
  access: 'link',
  invitees: '',
  waitingRoom: 'everyone',
  screenShare: 'host',
  chat: 'on',
  site: '',
  abroad: 'allowed',
};

export type MeetingFormAction = (state: MeetingFormState, form: FormData) => Promise<MeetingFormState>;
