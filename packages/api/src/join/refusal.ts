/**
 * One answer for a wrong code, a wrong passcode and a meeting that takes no such guests. Every one of these ways does the
 * same work, and no refusal comes sooner than the floor: what differs in that work by less than it cannot be timed.
 */
import type { Room } from '@sabha/db/stores/rooms';
import { SabhaError } from '@sabha/domain/errors';
import { setTimeout } from 'node:timers/promises';
import { refuse } from '../core/act.ts';
import type { Context } from '../core/context.ts';
import { limited, limits } from '../core/rate-limit.ts';

/** Well above what the work takes on a busy server; a person who mistyped does not notice it. */
export const REFUSAL_FLOOR_MS = 250;

/** Why, for the audit log alone. */
export type RefusalReason = 'no_such_meeting' | 'wrong_passcode' | 'not_called' | 'no_guests';

type Attempt = Readonly<{ joinCode: string; as: 'member' | 'guest' | 'audience'; try(): Promise<Room | Refused> }>;
export type Refused = Readonly<{ refused: RefusalReason; meetingId: string | null }>;

/**
 * Counts the attempt against its address and its code, and gives the points back when the code (and passcode) were right.
 * @throws SabhaError join_refused, too_many_attempts
 */
export async function guardedAttempt(context: Context, attempt: Attempt): Promise<Room> {
  const counted = [
    { limit: limits.joinByAddress, key: context.address },
    { limit: limits.joinByCode, key: attempt.joinCode },
  ];
  const floor = setTimeout(REFUSAL_FLOOR_MS);
  try {
    return await limited(context.services, counted, async () => {
      const result = await attempt.try();
      return 'refused' in result ? refuseAlike(context, attempt.as, result) : result;
    });
  } catch (error) {
    await floor;
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
