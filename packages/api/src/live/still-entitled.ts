import { membershipsOf } from '@sabha/db/stores/people';
import { isSessionAlive } from '@sabha/db/stores/sessions';
import { SabhaError } from '@sabha/domain/errors';
import type { Context } from '../core/context.ts';
import { aliveAt } from '../sign-in/token.ts';

/**
 * The context of a subscription, as it stands now: with the roles the member holds at this moment. Guests prove themselves by
 * their secret at each reading anyway. @throws SabhaError not_signed_in when the session has ended meanwhile.
 */
export async function refreshed(context: Context): Promise<Context> {
  const { actor, services } = context;
  if (actor.kind !== 'member') return context;
  const isAlive = await isSessionAlive(services.db, { sessionId: actor.sessionId, ...aliveAt(services.clock()) });
  if (!isAlive) throw new SabhaError('not_signed_in');
  return { ...context, actor: { ...actor, memberships: await membershipsOf(services.db, actor.personId) } };
}
