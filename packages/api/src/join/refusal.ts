/**
 * One answer for a wrong code, a wrong passcode and a meeting that takes no such guests. Every one of these ways does the
 * same work, and no refusal comes sooner than the floor: what differs in that work by less than it cannot be timed.
 */
import type { Room } from '@sabha/db/stores/rooms';
import { SabhaError } from '@sabha/domain/errors';
import { setTimeout as pause } from 'node:timers/promises';
import { refuse } from '../core/act.ts';
import type { Context } from '../core/context.ts';
import { type Counted, requirePoints, takePoints } from '../core/rate-limit.ts';

/** Well above what the work takes on a busy server; a person who mistyped does not notice it. */
export const REFUSAL_FLOOR_MS = 250;

/** Why, for the audit log alone. */
export type RefusalReason = 'no_such_meeting' | 'wrong_passcode' | 'not_called' | 'no_guests';

type Attempt = Readonly<{
  as: 'member' | 'guest' | 'audience';
  /** Where a wrong one is counted. */
  counted: readonly Counted[];
  /** Whether there is something to guess: then a right one, too, has to come before the limit is reached. */
  isGuess: boolean;
  try(): Promise<Room | Refused>;
}>;
export type Refused = Readonly<{ refused: RefusalReason; meetingId: string | null }>;

/**
 * An attempt is judged first, and a wrong one is counted before it is answered; a right one costs nothing, so a crowd of them
 * shuts no door. Guesses that are sent at once are all counted. What a flood of them gains is a right one that was judged before
 * the wrong ones beside it were written: as many tries more as the server works on at that moment.
 * @throws SabhaError join_refused, too_many_attempts
 */
export async function guardedAttempt(context: Context, attempt: Attempt): Promise<Room> {
  const { services } = context;
  const began = performance.now(); // no timer is left behind by whoever is let in
  try {
    const result = await attempt.try();
    if ('refused' in result) {
      await takePoints(services, attempt.counted);
      return await refuseAlike(context, attempt.as, result);
    }
    if (attempt.isGuess) await requirePoints(services, attempt.counted);
    return result;
  } catch (error) {
    // One more, since a timer may be early by less than a millisecond.
    await pause(Math.max(0, Math.ceil(began + REFUSAL_FLOOR_MS - performance.now()) + 1));
    throw error;
  }
}

function refuseAlike(context: Context, as: string, { refused, meetingId }: Refused): Promise<never> {
  return refuse(context, new SabhaError('join_refused'), {
    event: 'door.refused',
    outcome: 'refused',
    ...(meetingId !== null && { meetingId }),
    detail: { as, reason: refused },
  });
}
