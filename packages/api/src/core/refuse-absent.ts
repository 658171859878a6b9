import type { Action } from '@sabha/domain/policy/can';
import { SabhaError } from '@sabha/domain/errors';
import { refuse } from './act.ts';
import type { Context } from './context.ts';

/**
 * For an id that leads to nothing within the actor's reach. Recorded like any denial, for it may be a probe; answered the
 * same whether the thing exists elsewhere or nowhere.
 */
export function refuseAbsent(context: Context, action: Action, subjectId: string): Promise<never> {
  return refuse(context, new SabhaError('not_found'), {
    event: 'access.denied',
    outcome: 'refused',
    subjectId,
    detail: { action, reason: 'nothing of that id within reach' },
  });
}
