import { searchEntries } from '@sabha/db/stores/audit-search';
import type { EntryPage, SearchAudit } from '@sabha/domain/audit/contract';
import { act, authorise } from '../core/act.ts';
import type { MemberContext } from '../core/member-context.ts';
import { entryPage } from './entry-views.ts';
import { soughtBy } from './sought.ts';

const PAGE = 50;

/**
 * What was done in a ministry, newest first. It names people, so that somebody looked is recorded: by what they sought, not whom.
 * @throws SabhaError not_found, not_allowed
 */
export async function searchAudit(context: MemberContext, { before, ...asked }: SearchAudit): Promise<EntryPage> {
  const { db } = context.services;
  const { ministryId } = asked;
  await authorise(context, 'audit.search', { ministryId });
  const { filter, by } = await soughtBy(db, asked);
  const rows = await searchEntries(db, filter, { before, limit: PAGE + 1 });
  const page = await entryPage(db, { rows, limit: PAGE, ministryId });
  const detail = { by, found: page.entries.length, isFurther: before !== undefined };
  await act(context, async ({ record }) => record({ event: 'audit.searched', outcome: 'ok', ministryId, detail }));
  return page;
}
