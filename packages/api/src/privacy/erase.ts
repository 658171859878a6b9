import { erasePerson } from '@sabha/db/stores/personal-data';
import { SabhaError } from '@sabha/domain/errors';
import type { Erased, EraseInput } from '@sabha/domain/privacy/contract';
import { act, authorise } from '../core/act.ts';
import type { MemberContext } from '../core/member-context.ts';
import { KEPT_DAYS } from '../audit-log/retention.ts';

/** What stands where a name was. Nobody can be asked in which language it should. */
const MARK = '—';
const DAY_MS = 24 * 60 * 60_000;

/**
 * Has whoever stands behind a mail address made nameless in a ministry: as former member, as invited and as somebody who came. What
 * was done stays in the audit log by its ids, and its values go with their time; every proof stays valid.
 * @throws SabhaError not_found, not_allowed; conflict while they are a member of it: that is ended first
 */
export async function erase(context: MemberContext, { ministryId, email }: EraseInput): Promise<Erased> {
  const { clock } = context.services;
  await authorise(context, 'privacy.erase', { ministryId });
  const at = clock();
  return act(context, async ({ tx, record }) => {
    const erased = await erasePerson(tx, { email, ministryId, mark: MARK, at });
    if (erased === 'member') throw new SabhaError('conflict', { reason: 'still_member' });
    if (erased === null) throw new SabhaError('not_found');
    const { personId, ...counts } = erased;
    record({
      event: 'privacy.erased',
      outcome: 'ok',
      ministryId,
      ...(personId !== null && { subjectId: personId }),
      detail: counts,
    });
    return { ...counts, logUntil: new Date(at.getTime() + KEPT_DAYS * DAY_MS).toISOString() };
  });
}
