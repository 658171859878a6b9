import type { ErrorCode, SabhaError } from '@sabha/domain/errors';
import { z } from 'zod';
import { recordRefusal } from './act.ts';
import type { Context } from './context.ts';

/**
 * Which answers deny somebody something, and so belong into the trail. The others say that a request was malformed, that
 * things have moved on or that a part is away. Total: a new code does not compile without a decision.
 */
export const isDenial: Readonly<Record<ErrorCode, boolean>> = {
  bad_input: false,
  not_signed_in: true,
  not_allowed: true,
  not_found: true, // how a denial reads to strangers
  conflict: false,
  join_refused: true,
  too_many_attempts: true,
  meeting_not_started: false,
  meeting_locked: true,
  meeting_ended: false,
  meeting_cancelled: false,
  waiting_for_host: true,
  entry_denied: true,
  removed_by_host: true,
  not_called: true,
  abroad_refused: true,
  media_unavailable: false,
  internal: false,
};

type Denied = Readonly<{ action: string; input?: unknown; reason?: string }>;

/**
 * The net under every use case: records a denial that nothing has recorded yet, among them those that an act took back with
 * all it had done. When that fails the answer is a denial all the same, and the log says what is missing from the trail.
 */
export async function noteDenial(
  context: Context,
  { code, evidence }: SabhaError,
  { action, input, reason }: Denied,
): Promise<void> {
  if (!isDenial[code] || context.trail?.hasRefusal === true) return;
  const detail = { action, reason: reason ?? code, ...evidence, ...idsIn(input) };
  try {
    await recordRefusal(context, { event: 'access.denied', outcome: 'refused', detail });
  } catch (err) {
    context.services.log.error({ err, requestId: context.requestId, ...detail }, 'a denial that is not in the trail');
  }
}

const ids = z.object(
  Object.fromEntries(
    ['meetingId', 'participantId', 'membershipId', 'departmentId', 'ministryId'].map((name) => [
      name,
      z.uuid().optional().catch(undefined),
    ]),
  ),
);

/** What the request was about, of which nothing but ids is kept: the rest is whatever somebody sent. */
const idsIn = (input: unknown): Readonly<Record<string, unknown>> => ids.safeParse(input).data ?? {};
