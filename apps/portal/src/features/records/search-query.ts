/** What the form of the audit log sends by its address, read. */
import { type SearchAudit, searchAuditInput } from '@sabha/domain/audit/contract';

export const searchFields = ['from', 'to', 'actor', 'meeting', 'event', 'outcome'] as const;
export type SearchField = (typeof searchFields)[number];

export type SearchQuery = Readonly<{
  /** As it was typed, to be shown again. */
  typed: Readonly<Record<SearchField, string>>;
  /** Fields that say nothing that could be looked for: they are told, never passed over. */
  faults: readonly SearchField[];
  search: SearchAudit;
}>;

const DAY_MS = 24 * 60 * 60_000;

/** Days are India's. */
export function readSearch(query: Readonly<Record<string, string | string[] | undefined>>, ministryId: string): SearchQuery {
  const text = (name: string) => (typeof query[name] === 'string' ? query[name].trim() : '');
  const typed = Object.fromEntries(searchFields.map((field) => [field, text(field)])) as Record<SearchField, string>;
  const wanted: Readonly<Record<SearchField, Readonly<Partial<Record<keyof SearchAudit, unknown>>>>> = {
    from: { from: startOf(typed.from, 0) },
    to: { to: startOf(typed.to, DAY_MS) },
    actor: { actor: typed.actor.toLowerCase() },
    meeting: { meetingId: meetingIn(typed.meeting) },
    event: { event: typed.event },
    outcome: { outcome: typed.outcome },
  };
  const faults: SearchField[] = [];
  let search: SearchAudit = { ministryId };
  for (const field of searchFields) {
    if (typed[field] === '') continue;
    const read = searchAuditInput.safeParse({ ...search, ...wanted[field] });
    if (read.success) search = read.data;
    else faults.push(field);
  }
  const before = Number(text('before'));
  return { typed, faults, search: Number.isSafeInteger(before) && before > 0 ? { ...search, before } : search };
}

/** Null, which no search takes, for what is no day. */
function startOf(day: string, plus: number): string | null {
  const at = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00+05:30`) : Number.NaN;
  return Number.isNaN(at) ? null : new Date(at + plus).toISOString();
}

/** The id alone, or the address of a page of the meeting that has it in it. */
const meetingIn = (typed: string): string =>
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(typed.toLowerCase())?.[0] ?? typed;
