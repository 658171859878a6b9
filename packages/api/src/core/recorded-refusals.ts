/**
 * Refusals that anybody can bring about as often as they like. So many of one person, place or address are recorded in a
 * minute; those beyond are answered the same and leave nothing: the trail is only ever added to.
 */
import type { AuditEntry } from '@sabha/domain/audit/events';
import { SabhaError } from '@sabha/domain/errors';
import { type Action, can, type ResourceOf } from '@sabha/domain/policy/can';
import { authorise, refuse } from './act.ts';
import type { Context } from './context.ts';
import { byAddress, type Counted, hasPoints, limits } from './rate-limit.ts';

/** `authorise`, sparing the trail. @throws SabhaError with what policy says */
export async function authoriseSparingly<A extends Action>(context: Context, action: A, resource: ResourceOf<A>): Promise<void> {
  const decision = can(context.actor, action, resource);
  if (decision.allowed) return;
  if (await isRecorded(context)) await authorise(context, action, resource);
  throw new SabhaError(decision.code);
}

/** `refuse`, sparing the trail. */
export async function refuseSparingly(context: Context, error: SabhaError, entry: AuditEntry): Promise<never> {
  if (await isRecorded(context)) return refuse(context, error, entry);
  throw error;
}

const isRecorded = (context: Context): Promise<boolean> => hasPoints(context.services, refusalsOf(context));

function refusalsOf({ actor, address }: Context): readonly Counted[] {
  const limit = limits.refusalsRecorded;
  switch (actor.kind) {
    case 'member':
      return [{ limit, key: actor.personId }];
    case 'guest':
      return [{ limit, key: actor.participantId }];
    case 'anonymous':
      return byAddress(limit, address);
    case 'system':
      return [];
  }
}
