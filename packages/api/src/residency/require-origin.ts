import type { Room } from '@sabha/db/stores/rooms';
import { SabhaError } from '@sabha/domain/errors';
import { admitsOrigin, isForResidents, originOf } from '@sabha/domain/residency/origin';
import { refuse } from '../core/act.ts';
import type { Context } from '../core/context.ts';

/**
 * A meeting for people in the country takes nobody from an address abroad, nor from one that nobody can place. The address
 * is looked at and not kept. @throws SabhaError abroad_refused; recorded
 */
export async function requireOrigin(context: Context, { id, ministryId, options }: Room): Promise<void> {
  const { policy } = context.services.residency;
  if (!isForResidents(policy, options)) return;
  const origin = originOf(policy, context.address, await context.services.countries.of(context.address));
  if (admitsOrigin(policy, options, origin)) return;
  await refuse(context, new SabhaError('abroad_refused'), {
    event: 'door.refused',
    outcome: 'refused',
    meetingId: id,
    ministryId,
    detail: { reason: 'abroad_refused', origin },
  });
}
