import type { Unit } from '../core/act.ts';

/** Ids in one entry; an entry stays readable, and a crowd does not make a statement of ten thousand rows. */
const IDS_PER_ENTRY = 100;

type Decided = Readonly<{ meetingId: string; ministryId: string; ids: readonly string[]; by: 'rules' | 'host' }>;

/** One decision is an entry of its own; those about a crowd share entries. */
export function recordDecisions(
  { record }: Pick<Unit, 'record'>,
  event: 'door.admitted' | 'door.denied',
  { ids, by, ...about }: Decided,
): void {
  for (let start = 0; start < ids.length; start += IDS_PER_ENTRY) {
    const some = ids.slice(start, start + IDS_PER_ENTRY);
    const subject =
      some.length === 1 ? { subjectId: some[0] as string, detail: { by } } : { detail: { by, participantIds: some } };
    record({ event, outcome: 'ok', ...about, ...subject });
  }
}
