import type { MemberContext } from '../core/member-context.ts';
import { type Limit, takePoints } from '../core/rate-limit.ts';

/** In an hour one person makes the platform send at most this many mails about meetings: five full lists. */
export const MAILS_AN_HOUR = 1_500;
const MAILS_TO_A_POINT = 5;
const limit: Limit = { name: 'mails-person', tries: MAILS_AN_HOUR / MAILS_TO_A_POINT, seconds: 3600 };

/**
 * Before the act, for it counts on connections of its own. Strangers are invited by whoever may schedule: a meeting that is
 * changed again and again must not become a way to mail them. A cancellation is not counted; it always has to go out.
 * @throws SabhaError too_many_attempts
 */
export async function takeMailAllowance({ services, actor }: MemberContext, mails: number): Promise<void> {
  const points = Array.from({ length: Math.ceil(mails / MAILS_TO_A_POINT) }, () => ({ limit, key: actor.personId }));
  await takePoints(services, points);
}
