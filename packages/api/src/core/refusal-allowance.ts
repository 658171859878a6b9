/** How many refusals of one person, of one address and of all strangers together may go into the trail. */
import { SabhaError } from '@sabha/domain/errors';
import type { Context } from './context.ts';
import { type Counted, type Limit, takePoints } from './rate-limit.ts';

const SECONDS = 600;
export const REFUSALS_EACH = 100;
const each: Limit = { name: 'refusal-each', tries: REFUSALS_EACH - 1, seconds: SECONDS };
/** The entry that says that there will be no more. */
const last: Limit = { name: 'refusal-last', tries: 1, seconds: SECONDS };
/** Addresses are cheap, so strangers share one allowance on top of their own. */
const strangers: Limit = { name: 'refusal-strangers', tries: 2_000, seconds: SECONDS };

/** Work that no request started is not limited: nobody can make it happen. */
export async function takeAllowance({
  services,
  actor,
  address,
}: Pick<Context, 'services' | 'actor' | 'address'>): Promise<'granted' | 'last' | 'used_up'> {
  if (actor.kind === 'system') return 'granted';
  const key = actor.kind === 'member' ? `person ${actor.personId}` : `address ${address}`;
  const takes = (...counted: readonly Counted[]) => isWithin(takePoints(services, counted));
  if (actor.kind !== 'member' && !(await takes({ limit: strangers, key: 'all' }))) return 'used_up';
  if (await takes({ limit: each, key })) return 'granted';
  return (await takes({ limit: last, key })) ? 'last' : 'used_up';
}

async function isWithin(taking: Promise<void>): Promise<boolean> {
  try {
    await taking;
    return true;
  } catch (error) {
    if (error instanceof SabhaError && error.code === 'too_many_attempts') return false;
    throw error;
  }
}
