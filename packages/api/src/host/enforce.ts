import { SabhaError } from '@sabha/domain/errors';
import type { Context } from '../core/context.ts';

/**
 * Carries out on the media server what has been decided and committed. If it cannot be reached, the decision stands all the
 * same: no new pass follows from it, whoever joins by an old one is put out, and the reconciler sets right what is open.
 */
export async function enforce({ services, requestId }: Context, verb: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (err) {
    if (!(err instanceof SabhaError)) throw err;
    services.log.warn({ err, verb, requestId }, 'left to the reconciler');
  }
}
