/**
 * How long the values of entries are kept: a year (DPDP Rules 2025), unless somebody has reason to hold them; and never less than the
 * 180 days of CERT-In, which the database sees to by itself. What stands in the tree stays.
 */
import { eraseValues, insertHold, liftHolds, listHolds } from '@sabha/db/stores/audit-retention';
import { SabhaError } from '@sabha/domain/errors';
import type { HoldView } from '@sabha/domain/audit/contract';
import { act, authorise } from '../core/act.ts';
import { actIfNeeded } from '../core/act-if-needed.ts';
import type { Context } from '../core/context.ts';
import type { MemberContext } from '../core/member-context.ts';
import { authorisedMeeting } from '../meeting/find.ts';

export const KEPT_DAYS = 365;
const DAY_MS = 24 * 60 * 60_000;
/** Rows of one transaction. */
const AT_ONCE = 2_000;

/** The job. */
export async function eraseOldValues(context: Context): Promise<void> {
  const upto = new Date(context.services.clock().getTime() - KEPT_DAYS * DAY_MS);
  for (let isMore = true; isMore;)
    isMore = await actIfNeeded(context, async ({ tx, record }, skip) => {
      const entries = await eraseValues(tx, { upto, limit: AT_ONCE });
      if (entries === 0) return skip();
      record({ event: 'audit.values_erased', outcome: 'ok', detail: { entries, upto: upto.toISOString() } });
    });
}

type OnMeeting = Readonly<{ meetingId: string }>;

/**
 * Until it is lifted nothing recorded about the meeting is erased. The reason stands with the hold and not in the log, because it
 * may name somebody. @throws SabhaError not_found, not_allowed
 */
export async function placeHold(
  context: MemberContext,
  { meetingId, reason }: OnMeeting & Readonly<{ reason: string }>,
): Promise<void> {
  const { ministryId } = await authorisedMeeting(context, 'meeting.hold_records', meetingId);
  await act(context, async ({ tx, record }) => {
    const holdId = await insertHold(tx, { meetingId, reason, placedAt: context.services.clock() });
    record({ event: 'audit.hold_placed', outcome: 'ok', meetingId, ministryId, detail: { holdId } });
  });
}

/** All of them that the meeting has. @throws SabhaError not_found, not_allowed; conflict when there is none */
export async function liftHold(context: MemberContext, { meetingId }: OnMeeting): Promise<void> {
  const { ministryId } = await authorisedMeeting(context, 'meeting.hold_records', meetingId);
  await act(context, async ({ tx, record }) => {
    const holds = await liftHolds(tx, { meetingId, at: context.services.clock() });
    if (holds === 0) throw new SabhaError('conflict');
    record({ event: 'audit.hold_lifted', outcome: 'ok', meetingId, ministryId, detail: { holds } });
  });
}

/** Which meetings of the ministry are held, and why. A reason may name somebody: that it was read is recorded. */
export async function readHolds(
  context: MemberContext,
  { ministryId }: Readonly<{ ministryId: string }>,
): Promise<readonly HoldView[]> {
  await authorise(context, 'audit.search', { ministryId });
  const holds = await listHolds(context.services.db, ministryId);
  const detail = { holds: holds.length };
  await act(context, async ({ record }) => record({ event: 'audit.holds_viewed', outcome: 'ok', ministryId, detail }));
  return holds.map(({ placedAt, ...hold }) => ({ ...hold, placedAt: placedAt.toISOString() }));
}
