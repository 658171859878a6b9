import { listStory } from '@sabha/db/stores/audit-search';
import type { AskStory, EntryPage } from '@sabha/domain/audit/contract';
import { act } from '../core/act.ts';
import type { MemberContext } from '../core/member-context.ts';
import { authorisedMeeting } from '../meeting/find.ts';
import { entryPage } from './entry-views.ts';

const PAGE = 200;

/**
 * All that happened in a meeting and about it, in its order. It names people, so that somebody read it is recorded.
 * @throws SabhaError not_found, not_allowed
 */
export async function readStory(context: MemberContext, { meetingId, after }: AskStory): Promise<EntryPage> {
  const { db } = context.services;
  const { ministryId } = await authorisedMeeting(context, 'meeting.read_story', meetingId);
  const rows = await listStory(db, { meetingId, after, limit: PAGE + 1 });
  const page = await entryPage(db, { rows, limit: PAGE, ministryId });
  const detail = { entries: page.entries.length };
  await act(context, async ({ record }) => record({ event: 'audit.story_read', outcome: 'ok', meetingId, ministryId, detail }));
  return page;
}
