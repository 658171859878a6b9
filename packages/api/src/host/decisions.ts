import type { Unit } from '../core/act.ts';

/** Ids in one entry; an entry stays readable, and a crowd does not make a statement of ten thousand rows. */
const IDS_PER_ENTRY = 100;

/** One admission is an entry of its own; those of a crowd share entries. */
export function recordAdmissions(
  { record }: Pick<Unit, 'record'>,
  { ids, by, ...about }: Readonly<{ meetingId: string; ministryId: string; ids: readonly string[]; by: 'rules' | 'host' }>,
): void {
  for (let start = 0; start < ids.length; start += IDS_PER_ENTRY) {
    const some = ids.slice(start, start + IDS_PER_ENTRY);
    const subject =
      some.length === 1 ? { subjectId: some[0] as string, detail: { by } } : { detail: { by, participantIds: some } };
    record({ event: 'door.admitted', outcome: 'ok', ...about, ...subject });
  }
}
