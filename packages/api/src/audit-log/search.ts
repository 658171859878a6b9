import { searchEntries } from '@sabha/db/stores/audit-search';
import { findPersonByEmail } from '@sabha/db/stores/people';
import type { EntryPage, SearchAudit } from '@sabha/domain/audit/contract';
import { act, authorise } from '../core/act.ts';
import type { MemberContext } from '../core/member-context.ts';
import { entryPage } from './entry-views.ts';

const PAGE = 50;

/**
 * What was done in a ministry, newest first. It names people, so that somebody looked is recorded: by what they sought, not whom.
 * @throws SabhaError not_found, not_allowed
 */
export async function searchAudit(context: MemberContext, { before, actor, ...filter }: SearchAudit): Promise<EntryPage> {
  const { db } = context.services;
  const { ministryId } = filter;
  await authorise(context, 'audit.search', { ministryId });
  const by = actor?.includes('@') ? (await findPersonByEmail(db, actor))?.personId : actor;
  const isNobody = actor !== undefined && by === undefined;
  const rows = isNobody ? [] : await searchEntries(db, { ...filter, actor: by }, { before, limit: PAGE + 1 });
  const page = await entryPage(db, { rows, limit: PAGE, ministryId });
  const { ministryId: _, ...asked } = { ...filter, actor };
  const sought = Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  const detail = { by: sought, found: page.entries.length, isFurther: before !== undefined };
  await act(context, async ({ record }) => record({ event: 'audit.searched', outcome: 'ok', ministryId, detail }));
  return page;
}
