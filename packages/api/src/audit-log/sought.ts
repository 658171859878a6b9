import type { Reader } from '@sabha/db/connect';
import { findPersonByEmail } from '@sabha/db/stores/people';
import type { SearchAudit } from '@sabha/domain/audit/contract';
import type { AuditFilter } from '@sabha/domain/audit/filter';

/** No id of anybody's: whoever has no account has done nothing under it. */
const NOBODY = 'nobody';

type Sought = Readonly<{
  filter: AuditFilter;
  /** By what was sought, and not whom: for the entry that says so. */
  by: readonly string[];
}>;

/** A question as it was asked, with a mail address as the person behind it. */
export async function soughtBy(reader: Reader, { ministryId, actor, ...asked }: Omit<SearchAudit, 'before'>): Promise<Sought> {
  const person = actor?.includes('@') ? ((await findPersonByEmail(reader, actor))?.personId ?? NOBODY) : actor;
  const by = Object.entries({ ...asked, actor }).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  return { filter: { ...asked, ministryId, actor: person }, by };
}
