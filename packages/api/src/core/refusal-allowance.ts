/**
 * How many refusals of one person, place or address, and of all strangers together, go into the trail, which keeps everything.
 * Those beyond are answered the same.
 */
import type { Context } from './context.ts';
import { byAddress, type Counted, hasPoints, limits } from './rate-limit.ts';

/** The last of them says that it is. */
export const REFUSALS_EACH = limits.refusalsRecorded.tries + 1;

type Asking = Pick<Context, 'services' | 'actor' | 'address'>;

/** Work that no request started is not limited: nobody can make it happen. */
export async function takeAllowance({ services, actor, address }: Asking): Promise<'granted' | 'last' | 'used_up'> {
  if (actor.kind === 'system') return 'granted';
  const own = ownOf({ actor, address });
  // Addresses are cheap: strangers share an allowance on top of their own.
  const shared = { limit: limits.strangersRecorded, key: 'all' };
  const beyond = async (key: string) => ((await hasPoints(services, [{ limit: limits.lastRecorded, key }])) ? 'last' : 'used_up');
  // Their own first: what one address does beyond it takes nothing from what others may still leave behind.
  if (!(await hasPoints(services, own))) return beyond(own[0]?.key ?? '');
  return actor.kind !== 'anonymous' || (await hasPoints(services, [shared])) ? 'granted' : beyond(shared.key);
}

function ownOf({ actor, address }: Pick<Context, 'actor' | 'address'>): readonly Counted[] {
  const limit = limits.refusalsRecorded;
  if (actor.kind === 'member') return [{ limit, key: actor.personId }];
  return actor.kind === 'guest' ? [{ limit, key: actor.participantId }] : byAddress(limit, address);
}
